-- The collaboration server's doors, all of them.
grant execute on all functions in schema collab to collab;
