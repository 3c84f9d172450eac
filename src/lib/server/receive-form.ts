import { stopWith } from './answer-error.ts';
import { AppError } from './app-error.ts';

/**
 * The form that a request brings. Ends the request with `bad_input` where the body is no form: cut off on the way, or
 * plain text, which kit lets pass as one. What kit itself refuses while it reads (a body too large) is thrown on.
 */
export async function receiveForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch (error) {
    if (error instanceof Error && 'status' in error) throw error;
    stopWith(new AppError('bad_input', {}, { cause: error }));
  }
}
