-- Keys of programs that work for a restaurant (tills, menu tools). Shown once; here is only the hash of the secret part.
create table service_keys (
  id            text primary key,
  restaurant_id text not null references restaurants,
  name          text not null,
  scopes        text[] not null check (cardinality(scopes) > 0),
  secret_hash   bytea not null,
  created_by    text not null references users,
  created_at    timestamptz not null default now(),
  expires_at    timestamptz,
  revoked_at    timestamptz,
  -- To the hour: enough to see which keys nobody needs.
  last_used_at  timestamptz
);
create index service_keys_of_restaurant on service_keys (restaurant_id, id);
