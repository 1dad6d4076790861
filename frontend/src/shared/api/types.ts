import type { components } from '@/api/schema';

/** The gateway's own words, generated from its contract (`npm run types`). */
type Schemas = components['schemas'];

export type Catalog = Schemas['Catalog'];
export type Choice = Schemas['Choice'];
export type ConsoleConfig = Schemas['ConsoleConfig'];
export type Key = Schemas['Key'];
export type KeyList = Schemas['KeyList'];
export type KeyRequest = Schemas['KeyRequest'];
export type Latency = Schemas['Latency'];
export type LatencyRow = Schemas['LatencyRow'];
export type LaunchRequest = Schemas['LaunchRequest'];
export type LifecycleChange = Schemas['LifecycleChange'];
export type Me = Schemas['Me'];
export type Model = Schemas['Model'];
export type ModelList = Schemas['ModelList'];
export type NewKey = Schemas['NewKey'];
export type OpenedApp = Schemas['OpenedApp'];
export type Preset = Schemas['Preset'];
export type Receipt = Schemas['Receipt'];
export type Summary = Schemas['Summary'];
export type Timeline = Schemas['Timeline'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type Usage = Schemas['Usage'];
export type UsageRow = Schemas['UsageRow'];

export type State = Model['state'];
export type Phase = NonNullable<Model['phase']>;
