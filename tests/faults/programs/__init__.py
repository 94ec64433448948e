"""What the faults happen to: the product's own code in processes that may be killed."""
