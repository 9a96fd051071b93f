"""Right answers to exercise 8.1b, dpo_loss, each written differently."""

import numpy as np

from course_utils.activations import log_sigmoid, softplus


def _by_softplus(chosen, rejected, ref_chosen, ref_rejected, beta, smoothing):
    m = beta * (chosen - rejected - ref_chosen + ref_rejected)
    return np.mean(softplus(-m) + smoothing * m)  # softplus(m) = softplus(-m) + m


def _by_log_sigmoid(chosen, rejected, ref_chosen, ref_rejected, beta, smoothing):
    reward = [beta * (policy - ref) for policy, ref in ((chosen, ref_chosen), (rejected, ref_rejected))]
    m = reward[0] - reward[1]
    return -np.mean((1 - smoothing) * log_sigmoid(m) + smoothing * log_sigmoid(-m))


def _by_logaddexp(chosen, rejected, ref_chosen, ref_rejected, beta, smoothing):
    z = beta * ((chosen - ref_chosen) - (rejected - ref_rejected))
    return ((1 - smoothing) * np.logaddexp(0, -z) + smoothing * np.logaddexp(0, z)).mean()


def _by_label(chosen, rejected, ref_chosen, ref_rejected, beta, smoothing):
    """Take the log-loss of a label that is 1 - smoothing, in its safe form."""
    z = beta * ((chosen - rejected) - (ref_chosen - ref_rejected))
    return np.mean(np.maximum(z, 0) - z * (1 - smoothing) + np.log1p(np.exp(-np.abs(z))))


def _pair_by_pair(chosen, rejected, ref_chosen, ref_rejected, beta, smoothing):
    total = 0.0
    for c, r, rc, rr in zip(chosen, rejected, ref_chosen, ref_rejected):
        m = beta * ((c - r) - (rc - rr))
        total += (1 - smoothing) * softplus(-m) + smoothing * softplus(m)
    return total / len(chosen)


def _by_cases(chosen, rejected, ref_chosen, ref_rejected, beta, smoothing):
    m = beta * ((chosen - rejected) - (ref_chosen - ref_rejected))
    small = np.log1p(np.exp(-np.abs(m)))
    with_it, against = np.where(m > 0, 0, -m) + small, np.where(m > 0, m, 0) + small
    return float(np.average([with_it, against], axis=0, weights=[1 - smoothing, smoothing]).mean())


RIGHT = [_by_softplus, _by_log_sigmoid, _by_logaddexp, _by_label, _pair_by_pair, _by_cases]
