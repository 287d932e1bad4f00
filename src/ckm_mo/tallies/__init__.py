"""Many cases: counted by pattern, over all completions of what is open."""
