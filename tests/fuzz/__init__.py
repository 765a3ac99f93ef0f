"""Random input for everything that reads what others wrote or typed; `python -m tests.fuzz [seconds]` runs long."""
