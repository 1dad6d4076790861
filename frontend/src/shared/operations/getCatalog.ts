import { useQuery } from '@tanstack/react-query';
import { useApi } from '@/shared/api/ApiContext';
import type { Catalog } from '@/shared/api/types';
import { queryKeys } from './queryKeys';

export function useCatalog() {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.catalog,
    queryFn: ({ signal }) => api.get<Catalog>('/api/v1/catalog', { signal }),
    staleTime: 600_000,
  });
}
