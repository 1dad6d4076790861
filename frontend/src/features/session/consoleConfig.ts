import { errorFromResponse, networkError } from '@/shared/api/problem';
import type { ConsoleConfig } from '@/shared/api/types';

export async function getConsoleConfig(signal: AbortSignal): Promise<ConsoleConfig> {
  const response = await fetch('/console-config.json', { signal, cache: 'no-store' }).catch(
    (cause: unknown) => {
      throw networkError(cause);
    },
  );
  if (!response.ok) throw await errorFromResponse(response);
  return (await response.json()) as ConsoleConfig;
}
