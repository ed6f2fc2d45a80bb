"""What ``make evaluate`` measures, and how."""
