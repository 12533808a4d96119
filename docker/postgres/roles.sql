-- Runs once, on an empty volume, as the superuser, after server-config/postgresql/roles.sql: gives the three roles their
-- passwords out of files and the database its owner. The superuser's own password is used by nobody here.

set password_encryption = 'scram-sha-256';
set log_min_error_statement = 'panic';

do $$
declare
  role record;
  secret text;
begin
  for role in select * from (values
    ('pool_owner', 'pool.db.migration.password'),
    ('pool', 'pool.db.password'),
    ('pool_read', 'pool.db.read.password')) as roles (name, key)
  loop
    secret := rtrim(pg_read_file('/run/secrets/' || role.key), E'\r\n');
    if length(secret) < 16 then
      raise exception 'the secret % is shorter than 16 characters', role.key;
    end if;
    execute format('alter role %I password %L', role.name, secret);
  end loop;
  execute format('alter database %I owner to pool_owner', current_database());
  execute format('revoke connect on database %I from public', current_database());
  execute format('grant connect on database %I to pool, pool_read', current_database());
end
$$;
