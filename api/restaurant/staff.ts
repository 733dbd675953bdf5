import { createRoute } from '@hono/zod-openapi';
import { NewStaff, StaffChange, StaffId, StaffList, StaffMember } from '../../contracts/auth.ts';
import type { Deps } from '../env.ts';
import { body, createRouter, json, problems, secured } from '../route.ts';
import { ownRestaurant } from './restaurant.ts';

const common = { tags: ['Restaurant'], ...secured };

const list = createRoute({
  ...common,
  method: 'get',
  path: '/v1/restaurant/staff',
  summary: 'Who works here, and what they may do',
  responses: { 200: json(StaffList, 'Everybody'), ...problems },
});
const add = createRoute({
  ...common,
  method: 'post',
  path: '/v1/restaurant/staff',
  summary: 'Give somebody a login',
  request: body(NewStaff),
  responses: { 201: json(StaffMember, 'They can log in now'), ...problems },
});
const change = createRoute({
  ...common,
  method: 'patch',
  path: '/v1/restaurant/staff/{id}',
  summary: 'Give somebody another role; they log in again',
  request: { params: StaffId, ...body(StaffChange) },
  responses: { 200: json(StaffMember, 'Changed'), ...problems },
});
const remove = createRoute({
  ...common,
  method: 'delete',
  path: '/v1/restaurant/staff/{id}',
  summary: 'Take somebody’s access away, at once',
  request: { params: StaffId },
  responses: { 204: { description: 'They can do nothing here any more' }, ...problems },
});

export const staffRoutes = ({ staff }: Deps) =>
  createRouter()
    .openapi(list, async (c) => c.json(await staff.list(ownRestaurant(c)), 200))
    .openapi(add, async (c) => c.json(await staff.add(ownRestaurant(c), c.req.valid('json')), 201))
    .openapi(change, async (c) => {
      const { staffRole } = c.req.valid('json');
      return c.json(await staff.change(ownRestaurant(c), c.req.valid('param').id, staffRole), 200);
    })
    .openapi(remove, async (c) => {
      await staff.remove(ownRestaurant(c), c.req.valid('param').id);
      return c.body(null, 204);
    });
