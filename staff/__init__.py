"""The review console of the people who answer: a web application and its command line."""
