"""Many organs and years at once: who is missing, what adds up over organs, what needs someone first."""
