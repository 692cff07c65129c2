import { useQuery } from '@tanstack/react-query';
import { routeQuery } from '@/shared/api/routes';

/** The person's chats of a class and its courses, or of one course, and the teachers they may write to. */
export function useSchoolChats(class_id: string, course_id?: string) {
  const params = { path: { class_id }, query: { ...(course_id && { course_id }) } };
  return useQuery({ ...routeQuery('/api/journal/classes/{class_id}/chats', { params }), staleTime: 0 });
}
