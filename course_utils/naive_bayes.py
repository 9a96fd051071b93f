"""A model that is too sure by nature, on the breast masses: Gaussian naive Bayes, split by split."""

import numpy as np

from course_utils._validation import number
from course_utils.datasets import breast_cancer


def naive_bayes_splits(splits=20):
    """Return z_tune and y_tune, shape (splits, 120), and z_hidden and y_hidden, (splits, 171): a row for each split.

    Gaussian naive Bayes is fitted to 278 of the 569 breast masses, with all thirty features. `z` are its log-odds of
    benign for 120 others and for the remaining 171, and `y` their labels. The log-odds are differences of log-scores;
    taken from its probabilities many would be infinite, since those are rounded to 0 or 1.

    >>> z_tune, y_tune, z_hidden, y_hidden = naive_bayes_splits(2)
    >>> print(z_tune.shape, f"{z_hidden[0].min():.0f} to {z_hidden[0].max():.0f}")
    (2, 120) -731 to 48
    """
    from sklearn.model_selection import train_test_split
    from sklearn.naive_bayes import GaussianNB

    masses, found = breast_cancer(), []
    for seed in range(number("splits", splits, whole=True)):
        X_rest, X_hidden, y_rest, y_hidden = train_test_split(
            masses.X, masses.y, test_size=171, random_state=seed, stratify=masses.y
        )
        X_fit, X_tune, y_fit, y_tune = train_test_split(
            X_rest, y_rest, test_size=0.3, random_state=seed, stratify=y_rest
        )
        model = GaussianNB().fit(X_fit, y_fit)
        z_tune, z_hidden = (np.diff(model.predict_joint_log_proba(X))[:, 0] for X in (X_tune, X_hidden))
        found.append((z_tune, y_tune, z_hidden, y_hidden))
    return tuple(np.array(rows) for rows in zip(*found))
