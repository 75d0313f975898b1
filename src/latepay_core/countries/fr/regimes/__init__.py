"""The French regimes: between businesses, public buyers, everybody else."""
