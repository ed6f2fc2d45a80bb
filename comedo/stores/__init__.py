"""Where conversations, locks and rate limits are kept: in this process, or shared by many."""
