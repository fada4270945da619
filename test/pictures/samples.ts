// One picture of every kind and of every part that a kind can have: for goldens, for Mermaid itself, and for the legibility check.
import type { Order } from '../../src/pictures/order.ts';

const mermaid = {
  chain: `flowchart LR
  C([Mobile / Web client]) -->|HTTPS| CDN[CDN + WAF]
  CDN --> LB[Load balancer]
  LB --> GW{{API gateway}}
  GW -->|verify JWT| AUTH[Auth service]
  GW -->|token bucket| RL[(Redis rate limits)]
  GW -->|gRPC| ORD[Order service]
  ORD --> DB[(Postgres primary)]
  ORD -->|OrderPlaced| Q[[Kafka topic 🚀]]`,
  groups: `flowchart TB
  C([Client]) -->|write x=7| CO{{Coordinator}}
  subgraph quorum[Write quorum W = 2 of N = 3]
    A[(Replica A)]
    B[(Replica B)]
    D[(Replica C)]
  end
  CO -->|ack| A & B
  CO -.->|timeout| D
  A & B --> R{"R + W > N ?"}
  D -.-> R
  R -->|yes| OK[Read sees the latest write]:::ok
  R -->|no| ST[Stale read possible]:::bad
  classDef ok fill:#E8FAF3,stroke:#059669
  classDef bad fill:#FFF0F1,stroke:#DC2626`,
  shapes: `flowchart TD
  %% every shape, arrow and emphasis
  subgraph outer[Outer group]
    subgraph inner[Inner group]
      a[rectangle] --- b(rounded)
    end
    c([stadium]) ==> d[(cylinder)]
  end
  e[[subroutine]] <--> f{diamond}
  g{{hexagon}} -.- h((circle))
  b === c
  d <-.-> e
  f <==> g
  h:::warn --> i["quotes #quot;and#quot; (brackets)<br>two lines"]
  class i ok`,
  state: `stateDiagram-v2
  direction TB
  [*] --> Closed
  Closed --> Open : failures >= 5 in 10 s
  Open --> HalfOpen : after 30 s
  HalfOpen --> Closed : 3 probes succeed
  HalfOpen --> Open : any probe fails
  Closed --> Closed : call succeeds
  Open:::bad --> given
  state given <<choice>>
  given --> [*] : switched off
  state "Half open" as HalfOpen`,
  sequence: `sequenceDiagram
  autonumber
  actor U as User
  participant A as Client app
  participant S as Auth server
  participant R as Resource API
  U->>A: Click "Log in"
  A->>S: GET /authorize (client_id, PKCE challenge)
  S->>S: check redirect
  S-->>A: 302 redirect with code
  alt valid
    A->>S: POST /token (code, verifier)
    S-->>A: access_token + refresh_token
    A->>R: GET /me (Bearer token)
    R-->>A: 200 profile
  else stale
    S--xA: 400 invalid_grant
  end
  Note over A,S: The code is single-use and short-lived`,
  arrows: `sequenceDiagram
  participant a as Service
  participant b as Broker
  a->b: plain
  a-->b: plain, dashed
  a-)b: sent, no answer awaited
  b--)a: later
  a-xb: lost
  Note left of a: on the left
  Note right of b: on the right
  loop every 5 s
    opt when idle
      b->>b: compact the log
    end
  end
  par one
    a->>b: first
  and other
    a->>b: second
  end
  critical must finish
    a->>b: commit
  option on time-out
    a->>b: roll back
  end
  break when full
    b-->>a: refuse
  end`,
  timeline: `timeline
  title What each version repaired
  section Text over TCP
    1996 : HTTP/1.0 : one request a connection
    1997 : HTTP/1.1 : keep-alive, chunked bodies, Host header
  section Binary
    2015 : HTTP/2 : many streams on one TCP connection
    2022 : HTTP/3
         : streams over QUIC, no head-of-line blocking`,
  bars: `xychart-beta
  title "Median time to read 1 MB"
  x-axis [RAM, SSD, "Network 10G", "Hard disk"]
  y-axis "milliseconds"
  bar [0.02, 0.3, 0.9, 5]`,
  lines: `xychart-beta
  x-axis "Utilisation (%)" 10 --> 90
  y-axis "Response time (ms)" 0 --> 100
  line "M/M/1" [11, 12.5, 14, 17, 20, 25, 33, 50, 100]
  bar "Measured" [10, 12, 15, 18, 21, 27, 36, 54, 97]`,
  line: `xychart-beta
  x-axis [10, 20, 30, 40, 50, 60]
  y-axis "ms" 0 --> 100
  line [11, 13, 12, 24, 48, 96]`,
  rows: `xychart-beta
  x-axis ["Heap of the application", "Page cache of the kernel", "Thread stacks", "Memory-mapped files", "Everything else"]
  bar [1200, 3400, 300, 800, 150]`,
  classes: `classDiagram
  direction TB
  class OrderService {
    -repository OrderRepository
    +place(order) Result
    +cancel(id)
  }
  class OrderRepository {
    <<interface>>
    +save(order)
    +find(id) Order
  }
  class PostgresOrders["Orders in Postgres"]
  class Order {
    id
    List~Item~ items
  }
  Order : total
  OrderService --> OrderRepository : uses
  PostgresOrders ..|> OrderRepository
  OrderService "1" *-- "many" Order : holds`,
} as const;

export type SampleName = keyof typeof mermaid;

/** Mermaid texts that use the whole of the subset. */
export const samples: Readonly<Record<SampleName, string>> = mermaid;

const titles: Readonly<Record<SampleName, readonly [string, string, string]>> = {
  chain: [
    'The API gateway: one front door, many duties',
    'communication-protocols',
    'Communication protocols and networking',
  ],
  groups: ['Quorum reads and writes', 'distributed-systems', 'Distributed systems fundamentals'],
  shapes: ['Every shape and arrow', 'tools-and-linux', 'Developer tools and Linux'],
  state: [
    'The circuit breaker: failing fast on purpose',
    'reliability-and-performance',
    'Reliability, performance and capacity',
  ],
  sequence: ['OAuth 2.0: lending access without lending passwords', 'security', 'Security and identity'],
  arrows: ['Every arrow and frame', 'messaging-and-data', 'Messaging, streaming and data platforms'],
  timeline: [
    'From HTTP/1.0 to HTTP/3: what each version repaired',
    'communication-protocols',
    'Communication protocols and networking',
  ],
  bars: ['Latency numbers every programmer should know', 'databases', 'Databases and storage'],
  lines: ['Load and latency', 'interview-designs', 'Classic interview designs'],
  line: ['Tail latency grows with load', 'ai-systems', 'AI and LLM infrastructure'],
  rows: ['Where the memory of a busy process goes', 'devops-and-cloud', 'DevOps, containers and cloud'],
  classes: ['Ports and adapters', 'architecture-patterns', 'Architecture patterns'],
};

const table = `| Pattern | Who asks the database | Answered when |
| --- | --- | --- |
| Cache-aside | the application, then it fills the cache | the value was read |
| Write-through | the cache, at once | both hold the value |
| Write-back | the cache, later and in batches | the cache holds it |`;

/** A picture as the bot orders it. */
export function sampleOrder(name: SampleName): Order {
  const [title, category, categoryTitle] = titles[name];
  return {
    kind: 'topic',
    title,
    category,
    categoryTitle,
    level: 'beginner',
    picture: { kind: 'mermaid', source: samples[name] },
  };
}

const board = (names: readonly (readonly [string, number, number])[]): Order => ({
  kind: 'board',
  title: 'This week in #general',
  note: 'week 47 · 38 people',
  rows: names.map(([name, points, rank]) => ({ name, points, rank, person: `person-${name}` })),
});

/** What is no topic's Mermaid: a table, results and boards. */
export const otherOrders = {
  table: {
    kind: 'topic',
    title: 'Cache-aside, read-through, write-through and the rest',
    category: 'caching',
    categoryTitle: 'Caching',
    level: 'intermediate',
    picture: { kind: 'table', source: table },
  },
  result: {
    kind: 'result',
    category: 'caching',
    categoryTitle: 'Caching',
    prompt:
      'p99 of reads doubled after the cache was restarted, while the hit rate climbs back slowly. What should the team look at first?',
    options: [
      { letter: 'A', text: 'The time to live of the hottest keys', votes: 3, isRight: false },
      {
        letter: 'B',
        text: 'Whether concurrent misses of one key all reach the database at once',
        votes: 7,
        isRight: true,
      },
      { letter: 'C', text: 'The eviction policy', votes: 0, isRight: false },
      {
        letter: 'D',
        text: 'The size of the connection pool of the servers that talk to the database',
        votes: 2,
        isRight: false,
      },
    ],
  },
  board: board([
    ['Ada L.', 980, 1],
    ['Grace 🚀 H.', 910, 2],
    ['Zoë M.', 910, 2],
    ['Łukasz N. with a name that goes on and on and on', 640, 4],
    ['Иван П.', 610, 5],
    ['山田', 420, 6],
    ['x', 10, 7],
  ]),
  ownCategory: {
    kind: 'result',
    category: 'our-own',
    categoryTitle: 'Our own runbooks',
    prompt: 'Who may restart the cluster?',
    options: [
      { letter: 'A', text: 'Anybody on call', votes: 1, isRight: true },
      { letter: 'B', text: 'Nobody', votes: 0, isRight: false },
    ],
  },
} as const satisfies Readonly<Record<string, Order>>;
