"""The mutation score: how many small faults in the SQL of the models the project's own tests notice."""
