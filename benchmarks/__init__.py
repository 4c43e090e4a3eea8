"""What is measured, each part beside what a user would pick instead, in the same run, in turn."""
