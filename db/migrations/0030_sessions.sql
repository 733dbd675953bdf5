-- A login, and the family of refresh tokens that descends from it. PostgreSQL is the truth; `session:{id}` in Redis is the quick
-- answer to whether it still lives (docs/decisions/0019-sessions-and-keys.md).
create table sessions (
  id         text primary key,
  user_id    text not null references users on delete cascade,
  created_at timestamptz not null default now(),
  -- Moves on with each refresh.
  expires_at timestamptz not null,
  ended_at   timestamptz,
  ended_by   text check (ended_by in ('logout', 'everywhere', 'reuse', 'access')),
  check ((ended_at is null) = (ended_by is null))
);
create index sessions_of_user on sessions (user_id);

-- Used ones stay as long as their session, so that whoever brings one again is noticed.
create table refresh_tokens (
  hash       bytea primary key,
  session_id text not null references sessions on delete cascade,
  created_at timestamptz not null default now(),
  used_at    timestamptz,
  -- With the token itself it gives the successor; alone it gives nothing.
  salt       bytea,
  check ((used_at is null) = (salt is null))
);
create index refresh_tokens_of_session on refresh_tokens (session_id);

-- What somebody on a restaurant's staff may do: kitchen moves orders, manager changes menus too, owner has staff and keys too.
alter table users add column staff_role text check (staff_role in ('owner', 'manager', 'kitchen'));
update users set staff_role = 'owner' where role = 'restaurant';
alter table users add check ((role = 'restaurant') = (staff_role is not null));
-- Who has left: no login, and no token is good any more. Their orders and moves keep their name.
alter table users add column disabled_at timestamptz;
create index users_of_restaurant on users (restaurant_id) where restaurant_id is not null;
