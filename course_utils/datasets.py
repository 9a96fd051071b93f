"""Small real data, offline: each function returns a Dataset with its names, units, source and licence.

The O-rings, the yeast and the baseball season are printed here in full, the weather lies in data/; the others come
with scikit-learn, imported on first use.
"""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Arrays, and what is known about them; printed, it is the summary."""

    title: str
    X: np.ndarray  # (n, d), float: one row for each observation, one column for each feature
    y: np.ndarray  # (n,): labels 0, 1, ... (int), or measurements (float)
    features: tuple[str, ...]  # the columns of X
    unit: str  # of the features
    target: str  # what y is, with its unit
    classes: tuple[str, ...]  # classes[k] is the name of label k; empty where y is measured
    source: str
    licence: str

    def columns(self, *names):
        """Return the named columns of X, in that order, shape (n, number of names); ValueError for other names.

        >>> orings().columns("temperature").shape
        (23, 1)
        """
        unknown = [name for name in names if name not in self.features]
        if unknown or not names:
            raise ValueError(f"{self.title} has no feature {unknown}; expected names from {list(self.features)}.")
        return self.X[:, [self.features.index(name) for name in names]]

    def __repr__(self):
        few = ", ".join(self.features[:3]) + ", ..." * (len(self.features) > 3)
        counts = ", ".join(f"{np.sum(self.y == k)} {name}" for k, name in enumerate(self.classes))
        rows = {"X": f"{self.X.shape}, {few} ({self.unit})", "y": self.target + f" ({counts})" * bool(counts)}
        rows |= {"source": self.source, "licence": self.licence}
        return "\n".join([self.title, *(f"{key:<9}{value}" for key, value in rows.items())])


def orings():
    """Return the 23 space shuttle flights before Challenger's last: joint temperature (F), O-ring damage (0 or 1).

    In order of flight, STS-1 to 61-C; STS-4 is missing, its boosters sank. y = 1 where at least one primary
    O-ring of a field joint came back with erosion or blow-by: 7 of 23. Dalal and others take 31 F for Challenger; the
    Commission gives 36 F for the air at its launch.

    Why this version: how many rings were damaged differs from source to source (at 53 F: 2, 3 or 5), whether any
    was does not, in Dalal, Fowlkes and Hoadley (1989), in the Rogers Commission (1986) or in the file "erosion or
    blow-by" of the UCI repository. That repository's other file, "erosion only", calls 61-A (75 F) undamaged,
    because gas had blown by without eroding a ring. The published fit, 15.0429 - 0.2322 F (Agresti, 2007, problem
    4.5), belongs to the version used here; erosion alone would give 23.7750 - 0.3667 F.

    >>> orings()
    Challenger O-rings
    X        (23, 1), temperature (degrees Fahrenheit)
    y        damage to a primary O-ring (16 none, 7 some)
    source   Dalal, Fowlkes and Hoadley (1989), JASA 84, 945-957; Rogers Commission (1986), vol. 1, 129-131
    licence  public domain: facts from a report of the United States government
    """
    fahrenheit = "66 70 69 68 67 72 73 70 57 63 70 78 67 53 67 75 70 81 76 79 75 76 58"
    damage = "0 1 0 0 0 0 0 0 1 1 1 0 0 1 0 0 0 0 0 0 1 0 1"
    return Dataset(
        title="Challenger O-rings",
        X=np.array(fahrenheit.split(), dtype=float)[:, None],
        y=np.array(damage.split(), dtype=int),
        features=("temperature",),
        unit="degrees Fahrenheit",
        target="damage to a primary O-ring",
        classes=("none", "some"),
        source="Dalal, Fowlkes and Hoadley (1989), JASA 84, 945-957; Rogers Commission (1986), vol. 1, 129-131",
        licence="public domain: facts from a report of the United States government",
    )


def yeast_growth():
    """Return the growth of a yeast culture: the hours 0 to 18 (X) and the amount of yeast (y).

    Measured by Carlson (1913), printed by Pearl (1927), who fitted the logistic curve to it; the reprints do not
    name the unit. Least squares gives a ceiling of 663.0, a rate of 0.547 an hour and a midpoint at 7.81 hours.

    >>> yeast_growth().y[[0, 9, 18]].tolist()
    [9.6, 441.0, 661.8]
    """
    amount = "9.6 18.3 29.0 47.2 71.1 119.1 174.6 257.3 350.7 441.0 513.3 559.7 594.8 629.4 640.8 651.1 655.9 659.6"
    return Dataset(
        title="Yeast growth",
        X=np.arange(19.0)[:, None],
        y=np.array([*amount.split(), "661.8"], dtype=float),
        features=("time",),
        unit="hours",
        target="amount of yeast, unit not named",
        classes=(),
        source="Carlson (1913), Biochem. Z. 57, 313-334, as printed by Pearl (1927), Q. Rev. Biol. 2, 532-548",
        licence="public domain: measurements published in 1913",
    )


class League(NamedTuple):
    """Games between n teams: home_wins[i, j] and home_losses[i, j] count those at i's ground that i won and lost."""

    teams: tuple[str, ...]
    home_wins: np.ndarray  # (n, n)
    home_losses: np.ndarray  # (n, n)
    source: str
    licence: str


def baseball_1987():
    """Return the 273 games between the seven teams of the American League's eastern division in 1987, as a League.

    Each pair of teams played 13 games, six or seven at either's ground; no game of baseball is drawn.

    >>> league = baseball_1987()
    >>> print(league.teams[0], league.home_wins[0].sum(), "won and", league.home_losses[0].sum(), "lost at home")
    Milwaukee 28 won and 11 lost at home
    """
    won = "0444646 3044664 2402446 3520446 5234056 2334402 2112130"  # a word for each home team, in the order below
    lost = "0323120 3023013 5304320 3150321 1532020 5343204 5564640"
    return League(
        teams=("Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore"),
        home_wins=np.array([[*map(int, row)] for row in won.split()]),
        home_losses=np.array([[*map(int, row)] for row in lost.split()]),
        source="Agresti (2002), Categorical Data Analysis, second edition, page 438",
        licence="public domain: the results of games are facts",
    )


def seattle_rain():
    """Return 1460 days at Seattle's airport, 2012 to 2015: the weather of a day, and whether the next day was wet.

    y = 1 where the rain gauge measured anything on the following day (snow counts, melted). In order: the first 1095
    rows ask about days of 2012 (from 2 January) to 2014, the last 365 about the days of 2015.

    >>> seattle_rain().y[-365:].sum().item()
    144
    """
    table = np.loadtxt(Path(__file__).parent / "data" / "seattle_weather.csv", delimiter=",", skiprows=1,
                       usecols=(1, 2, 3, 4))  # fmt: skip
    return Dataset(
        title="Rain in Seattle",
        X=table[:-1],
        y=(table[1:, 0] > 0).astype(int),
        features=("rain", "highest temperature", "lowest temperature", "wind"),
        unit="mm, degrees C, degrees C, m/s",
        target="measured rain on the next day",
        classes=("dry", "wet"),
        source="NOAA, Global Historical Climatology Network daily, USW00024233, 2012-2015; by way of vega-datasets",
        licence="public domain: measurements of the United States government",
    )


def breast_cancer():
    """Return 569 breast masses: 30 features of their cell nuclei, and the diagnosis.

    As in scikit-learn, y = 1 means BENIGN (357) and y = 0 malignant (212). Columns 0-9 are means over an image's
    nuclei, 10-19 their standard errors, 20-29 the means of the three worst. All 30 together separate the classes
    by a plane, the ten means or the ten worst do not. Lesson 3 uses "mean radius" and "mean texture".

    >>> breast_cancer().columns("mean radius", "mean texture")[0].tolist()
    [17.99, 10.38]
    """
    from sklearn.datasets import load_breast_cancer

    return _from_sklearn(
        load_breast_cancer(),
        title="Breast cancer Wisconsin (diagnostic)",
        unit="units not stated by the source",
        target="diagnosis",
        source="Street, Wolberg and Mangasarian (1993), Proc. SPIE 1905, 861-870",
    )


def iris(classes=("versicolor", "virginica")):
    """Return the iris flowers of the classes asked for, 50 of each: four lengths, y counted in the order asked.

    No plane separates versicolor from virginica; setosa stands apart from both. This copy, scikit-learn's, follows
    Fisher's paper; UCI's differs in two flowers. Unknown, repeated or fewer than two classes raise ValueError.

    >>> iris().X.shape, iris(("setosa", "versicolor", "virginica")).X.shape
    ((100, 4), (150, 4))
    """
    from sklearn.datasets import load_iris

    flowers = _from_sklearn(
        load_iris(),
        title="Iris",
        unit="cm",
        target="species",
        source="Fisher (1936), Annals of Eugenics 7, 179-188; measured by Anderson (1935)",
    )
    classes, known = tuple(classes), flowers.classes
    if len(classes) < 2 or len(set(classes) & set(known)) < len(classes):
        raise ValueError(f"classes are {classes}; expected two or three different ones of {known}.")
    rows = [(k, classes.index(known[label])) for k, label in enumerate(flowers.y) if known[label] in classes]
    keep, y = np.array(rows).T
    return replace(flowers, X=flowers.X[keep], y=y, classes=classes)


def digits():
    """Return 1797 handwritten digits: 8 x 8 pixels of ink (X, 0 to 16), and the digit 0 to 9 (y).

    A pixel counts the inked dots of a 4 x 4 block. These are the 13 writers of the source's test set.

    >>> digits().X.shape, digits().X.max().item()
    ((1797, 64), 16.0)
    """
    from sklearn.datasets import load_digits

    return _from_sklearn(
        load_digits(),
        title="Handwritten digits",
        unit="inked dots, 0 to 16",
        target="digit",
        source="Alpaydin and Kaynak (1998), Kybernetika 34, 369-374",
    )


class Split(NamedTuple):
    """Rows to train on, and rows to be judged by."""

    X: np.ndarray  # (n, d)
    y: np.ndarray  # (n,)
    X_test: np.ndarray  # (m, d)
    y_test: np.ndarray  # (m,)


def digits_split():
    """Return the digits as a Split: 1347 rows and 450 test rows, each digit with its share of both, always the same.

    Each pixel is standardised by the mean and the standard deviation of the training rows; the three that hold no
    ink in any of these become 0.

    >>> [part.shape for part in digits_split()]
    [(1347, 64), (1347,), (450, 64), (450,)]
    """
    return Split(*map(np.copy, _digits_split()))  # whoever writes into them spoils nobody else's


@cache
def _digits_split():
    from sklearn.model_selection import train_test_split

    data = digits()
    X, X_test, y, y_test = train_test_split(data.X, data.y, test_size=450, random_state=0, stratify=data.y)
    mean, deviation = X.mean(axis=0), X.std(axis=0)
    empty = deviation == 0
    deviation[empty] = 1
    return Split((X - mean) / deviation, y, np.where(empty, 0, (X_test - mean) / deviation), y_test)


def _from_sklearn(bunch, title, unit, target, source):
    return Dataset(
        title=title,
        X=bunch.data,
        y=bunch.target,
        features=tuple(str(name).removesuffix(" (cm)") for name in bunch.feature_names),
        unit=unit,
        target=target,
        classes=tuple(str(name) for name in bunch.target_names),
        source=source + "; UCI, by way of scikit-learn",
        licence="CC BY 4.0 (UCI Machine Learning Repository); shipped inside scikit-learn",
    )
