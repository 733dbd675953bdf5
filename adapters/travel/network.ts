import { distanceMetres, type Position } from '../../domain/geo.ts';

/** A piece of a street: its line as `[lng, lat, lng, lat, …]`. Pieces that meet share the same coordinates. */
export type Street = { line: readonly number[]; isOneWay: boolean };

/** The point of a network that is nearest to a position, in metres. */
export type Foothold = {
  /** Between two junctions. */
  street: number;
  from: number;
  to: number;
  length: number;
  isOneWay: boolean;
  /** Whether one may set off from here to `from`, and come here from `to`: not against a one-way street. */
  leavesBack: boolean;
  comesBack: boolean;
  /** From the junction `from`, along the street. */
  along: number;
  /** From the position to the street. */
  aside: number;
  /** The position, east and north of some point of the town. */
  x: number;
  y: number;
};

/** Farther from the nearest street nobody is at that street. */
const REACH_METRES = 250;
const CELL_METRES = 50;
/** Who is as near to a junction is at it, and takes whatever street they like. */
const AT_JUNCTION_METRES = 1;
/** Restaurants and doors are looked for again and again; places beyond so many are forgotten. */
const MOST_PLACES = 20_000;
/** Of the memory for ways that were worked out before: a town has few junctions and keeps them all. */
const MEMORY_BYTES = 64e6;
const METRES_PER_DEGREE = 111_195;

type Edge = { from: number; to: number; length: number; isOneWay: boolean; points: Position[] };
type Arc = { from: number; to: number; length: number };

/** Cuts streets at their junctions: where a piece ends, or where two share a point. */
function edgesOf(streets: readonly Street[]): { edges: Edge[]; nodes: number } {
  const lines = streets.map(({ line }) => pointsOf(line));
  const name = ({ lat, lng }: Position) => `${lat},${lng}`;
  const visits = new Map<string, number>();
  for (const line of lines) {
    for (const [index, point] of line.entries()) {
      const isEnd = index === 0 || index === line.length - 1;
      visits.set(name(point), (visits.get(name(point)) ?? 0) + (isEnd ? 2 : 1));
    }
  }
  const numbers = new Map<string, number>();
  const nodeAt = (point: Position): number => {
    const node = numbers.get(name(point)) ?? numbers.size;
    numbers.set(name(point), node);
    return node;
  };
  const edges: Edge[] = [];
  lines.forEach((line, street) => {
    let points = line.slice(0, 1);
    for (const point of line.slice(1)) {
      points.push(point);
      if ((visits.get(name(point)) as number) < 2) continue;
      edges.push({
        from: nodeAt(points[0] as Position),
        to: nodeAt(point),
        length: lengthOf(points),
        isOneWay: streets[street]?.isOneWay ?? false,
        points,
      });
      points = [point];
    }
  });
  return { edges, nodes: numbers.size };
}

function pointsOf(line: readonly number[]): Position[] {
  const points: Position[] = [];
  for (let i = 0; i + 1 < line.length; i += 2) {
    const point = { lng: line[i] as number, lat: line[i + 1] as number };
    const last = points.at(-1);
    if (last?.lat !== point.lat || last.lng !== point.lng) points.push(point);
  }
  return points;
}

const lengthOf = (points: readonly Position[]): number =>
  points.slice(1).reduce((sum, point, index) => sum + distanceMetres(points[index] as Position, point), 0);

const arcsOf = (edges: readonly Edge[]): Arc[] =>
  edges.flatMap(({ from, to, length, isOneWay }) =>
    isOneWay
      ? [{ from, to, length }]
      : [
          { from, to, length },
          { from: to, to: from, length },
        ],
  );

/** Arcs sorted by the node they end in: those of `node` are `first[node]` up to, not with, `first[node + 1]`. */
function sortedByEnd(arcs: readonly Arc[], nodes: number) {
  const first = new Int32Array(nodes + 1);
  for (const { to } of arcs) first[to + 1] = (first[to + 1] as number) + 1;
  for (let node = 0; node < nodes; node++)
    first[node + 1] = (first[node + 1] as number) + (first[node] as number);
  const next = first.slice();
  const start = new Int32Array(arcs.length);
  const length = new Float64Array(arcs.length);
  for (const arc of arcs) {
    const place = next[arc.to] as number;
    next[arc.to] = place + 1;
    start[place] = arc.from;
    length[place] = arc.length;
  }
  return { first, start, length };
}
type Arcs = ReturnType<typeof sortedByEnd>;

/**
 * The nodes of the largest part in which everybody gets from everywhere to everywhere. At the edge of a map one-way streets lead
 * out of it and never back; whoever is there is taken to be at the next street of the part.
 */
function mainPart(edges: readonly Edge[], nodes: number): Set<number> {
  const arcs = arcsOf(edges);
  const backward = sortedByEnd(arcs, nodes);
  const forward = sortedByEnd(
    arcs.map(({ from, to, length }) => ({ from: to, to: from, length })),
    nodes,
  );
  const left = new Set(Array.from({ length: nodes }, (_, node) => node));
  const reached = ({ first, start }: Arcs, origin: number): Set<number> => {
    const seen = new Set([origin]);
    for (const node of seen) {
      for (let arc = first[node] as number; arc < (first[node + 1] as number); arc++) {
        if (left.has(start[arc] as number)) seen.add(start[arc] as number);
      }
    }
    return seen;
  };
  let best = new Set<number>();
  for (const node of left) {
    const there = reached(forward, node);
    const part = new Set([...reached(backward, node)].filter((other) => there.has(other)));
    if (part.size > best.size) best = part;
    for (const member of part) left.delete(member);
    if (best.size >= left.size) break;
  }
  return best;
}

/**
 * Finds the nearest point of the streets, on a grid of small cells. Never farther than 250 m.
 * On a plane: within a town the difference to the globe decides nothing but which of two equally near streets it is.
 */
function createFinder(edges: readonly Edge[]) {
  const origin = edges[0]?.points[0] ?? { lat: 0, lng: 0 };
  const perDegreeOfLng = METRES_PER_DEGREE * Math.cos((origin.lat * Math.PI) / 180);
  const xOf = (lng: number) => (lng - origin.lng) * perDegreeOfLng;
  const yOf = (lat: number) => (lat - origin.lat) * METRES_PER_DEGREE;
  const cellOf = (metres: number) => Math.floor(metres / CELL_METRES);
  /** No town is a million cells wide. */
  const key = (column: number, row: number) => column * 1e6 + row;

  const pieces = edges.flatMap(({ points }, edge) => {
    let along = 0;
    return points.slice(1).map((end, index) => {
      const start = points[index] as Position;
      const piece = { edge, along, start, end, length: distanceMetres(start, end) };
      along += piece.length;
      return piece;
    });
  });
  const startX = Float64Array.from(pieces, ({ start }) => xOf(start.lng));
  const startY = Float64Array.from(pieces, ({ start }) => yOf(start.lat));
  const dx = Float64Array.from(pieces, ({ end }, piece) => xOf(end.lng) - (startX[piece] as number));
  const dy = Float64Array.from(pieces, ({ end }, piece) => yOf(end.lat) - (startY[piece] as number));
  const cells = new Map<number, number[]>();
  pieces.forEach((_, piece) => {
    const [x1, y1] = [startX[piece] as number, startY[piece] as number];
    const [x2, y2] = [x1 + (dx[piece] as number), y1 + (dy[piece] as number)];
    for (let column = cellOf(Math.min(x1, x2)); column <= cellOf(Math.max(x1, x2)); column++) {
      for (let row = cellOf(Math.min(y1, y2)); row <= cellOf(Math.max(y1, y2)); row++) {
        const there = cells.get(key(column, row));
        if (there) there.push(piece);
        else cells.set(key(column, row), [piece]);
      }
    }
  });

  function find(position: Position, px: number, py: number): Foothold | undefined {
    const column = cellOf(px);
    const row = cellOf(py);
    let nearest = -1;
    let part = 0;
    let least = REACH_METRES ** 2;
    const look = (at: number) => {
      const there = cells.get(at);
      if (there === undefined) return;
      for (let index = 0; index < there.length; index++) {
        const piece = there[index] as number;
        const vx = dx[piece] as number;
        const vy = dy[piece] as number;
        const wx = px - (startX[piece] as number);
        const wy = py - (startY[piece] as number);
        const t = Math.min(1, Math.max(0, (wx * vx + wy * vy) / (vx * vx + vy * vy)));
        const distance = (wx - t * vx) ** 2 + (wy - t * vy) ** 2;
        if (distance >= least) continue;
        nearest = piece;
        part = t;
        least = distance;
      }
    };
    // Ring after ring: what lies outside of them is at least as far away as they are wide.
    for (let ring = 0; ring * CELL_METRES <= REACH_METRES; ring++) {
      for (let step = -ring; step <= ring; step++) {
        look(key(column + step, row - ring));
        if (ring === 0) continue;
        look(key(column + step, row + ring));
        if (Math.abs(step) === ring) continue;
        look(key(column - ring, row + step));
        look(key(column + ring, row + step));
      }
      if (least <= (ring * CELL_METRES) ** 2) break;
    }
    const piece = pieces[nearest];
    if (!piece) return undefined;
    const { start, end } = piece;
    const { from, to, length, isOneWay } = edges[piece.edge] as Edge;
    const along = piece.along + part * piece.length;
    return {
      street: piece.edge,
      from,
      to,
      length,
      isOneWay,
      leavesBack: !isOneWay || along < AT_JUNCTION_METRES,
      comesBack: !isOneWay || length - along < AT_JUNCTION_METRES,
      along,
      aside: distanceMetres(position, {
        lat: start.lat + part * (end.lat - start.lat),
        lng: start.lng + part * (end.lng - start.lng),
      }),
      x: px,
      y: py,
    };
  }

  const found = new Map<number, Foothold | undefined>();
  return (position: Position): Foothold | undefined => {
    const x = xOf(position.lng);
    const y = yOf(position.lat);
    // To the centimetre.
    const place = Math.round(x * 100) * 1e8 + Math.round(y * 100);
    const before = found.get(place);
    if (before || found.has(place)) return before;
    const foothold = find(position, x, y);
    if (found.size >= MOST_PLACES) found.clear();
    found.set(place, foothold);
    return foothold;
  };
}

/**
 * The lengths of all shortest ways to one node, by its number: Dijkstra's algorithm, backwards, with a binary heap. Infinity where
 * there is no way.
 */
function createSearch({ first, start, length }: Arcs, nodes: number) {
  const heapNode = new Int32Array(start.length + 1);
  const heapKey = new Float64Array(start.length + 1);
  let size = 0;

  function push(node: number, distance: number): void {
    let place = size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if ((heapKey[parent] as number) <= distance) break;
      heapKey[place] = heapKey[parent] as number;
      heapNode[place] = heapNode[parent] as number;
      place = parent;
    }
    heapKey[place] = distance;
    heapNode[place] = node;
  }

  /** Takes the nearest out; the last of the heap takes its place and sinks. */
  function pop(): void {
    size -= 1;
    const [distance, node] = [heapKey[size] as number, heapNode[size] as number];
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      if (child + 1 < size && (heapKey[child + 1] as number) < (heapKey[child] as number)) child += 1;
      if ((heapKey[child] as number) >= distance) break;
      heapKey[place] = heapKey[child] as number;
      heapNode[place] = heapNode[child] as number;
      place = child;
    }
    heapKey[place] = distance;
    heapNode[place] = node;
  }

  return (target: number): Float32Array => {
    const distances = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
    distances[target] = 0;
    push(target, 0);
    while (size > 0) {
      const [node, distance] = [heapNode[0] as number, heapKey[0] as number];
      pop();
      // Found a shorter way meanwhile.
      if (distance > (distances[node] as number)) continue;
      for (let arc = first[node] as number; arc < (first[node + 1] as number); arc++) {
        const other = start[arc] as number;
        const way = distance + (length[arc] as number);
        if (way >= (distances[other] as number)) continue;
        distances[other] = way;
        push(other, way);
      }
    }
    // Half the memory, for a fraction of a millimetre.
    return Float32Array.from(distances);
  };
}

export type Network = ReturnType<typeof createNetwork>;

/**
 * Streets as a graph for one kind of vehicle. Ways are kept by where they lead: restaurants and doors stay where they are, so
 * partners may move as they like and nothing has to be worked out anew.
 */
export function createNetwork(streets: readonly Street[]) {
  const whole = edgesOf(streets);
  const main = mainPart(whole.edges, whole.nodes);
  const edges = whole.edges.filter(({ from, to }) => main.has(from) && main.has(to));
  const find = createFinder(edges);
  const search = createSearch(sortedByEnd(arcsOf(edges), whole.nodes), whole.nodes);
  const most = Math.max(2, Math.floor(MEMORY_BYTES / (4 * whole.nodes)));
  const known: (Float32Array | undefined)[] = new Array(whole.nodes).fill(undefined);
  const inOrder: number[] = [];

  function waysTo(node: number): Float32Array {
    const before = known[node];
    if (before) return before;
    const ways = search(node);
    known[node] = ways;
    if (inOrder.push(node) > most) known[inOrder.shift() as number] = undefined;
    return ways;
  }

  return {
    /** The nearest point of a street, `undefined` when none is within 250 m. A microsecond, the second time less. */
    find,

    /** Works out all ways to a place now, if they are not known. Returns whether there was something to do. */
    prepare({ from, to, comesBack }: Foothold): boolean {
      if (known[from] && (!comesBack || known[to])) return false;
      waysTo(from);
      if (comesBack) waysTo(to);
      return true;
    },

    /** Metres as the crow flies. */
    direct: (a: Foothold, b: Foothold): number => Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2),

    /** Metres of the shortest way from one place to another, with the ways aside at both ends. */
    metres(a: Foothold, b: Foothold): number {
      let best = Number.POSITIVE_INFINITY;
      if (a.street === b.street && (!a.isOneWay || a.along <= b.along)) best = Math.abs(a.along - b.along);
      const toFrom = waysTo(b.from);
      best = Math.min(best, a.length - a.along + (toFrom[a.to] as number) + b.along);
      if (a.leavesBack) best = Math.min(best, a.along + (toFrom[a.from] as number) + b.along);
      if (b.comesBack) {
        const toTo = waysTo(b.to);
        const rest = b.length - b.along;
        best = Math.min(best, a.length - a.along + (toTo[a.to] as number) + rest);
        if (a.leavesBack) best = Math.min(best, a.along + (toTo[a.from] as number) + rest);
      }
      return a.aside + best + b.aside;
    },
  };
}
