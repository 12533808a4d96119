-- Until now a password that looked like a name became the worker's name, and names of workers are public. A name from
-- before stays hidden until a machine mines under it again: since this release it then was given as a name.

alter table workers add column is_public boolean not null default false;
