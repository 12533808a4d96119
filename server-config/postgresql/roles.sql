-- The three roles of the pool, for a superuser of PostgreSQL; may be run again. docs/database.md has the whole procedure.
--
-- None has a password yet, so nobody gets in over the network before \password was used for each.

do $$
declare
  role name;
begin
  foreach role in array array['pool_owner', 'pool', 'pool_read'] loop
    if not exists (select from pg_roles where rolname = role) then
      execute format('create role %I', role);
    end if;
    execute format('alter role %I login nosuperuser nocreatedb nocreaterole noreplication nobypassrls', role);
  end loop;
end
$$;

-- pool_owner: owns the schema and migrates it. pool: runs the pool. pool_read: dashboards and the audit; it cannot write
-- anyway, and this says so early.
alter role pool_read set default_transaction_read_only = on;
