import type { Along } from '#lib/ui/sent-along.ts';
import type { Theme } from '#lib/ui/theme.ts';
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Logger } from 'pino';
import type { AppError } from '#lib/server/app-error.ts';
import type { Database } from '#lib/generated/database.types.ts';
import type { ErrorCode } from '#lib/domain/errors.ts';

/** The state of a part of the system, as /health gives it. */
type PartState = 'ok' | 'degraded' | 'down';

declare global {
  namespace App {
    /** What an error page or a refused form says; the words are in the reader's language. */
    interface Error {
      message: string;
      /** `unanswered`: the server was not reached, as the browser says. */
      code: ErrorCode | 'unanswered';
      /** What the person can do about it. */
      action: string;
      requestId: string;
      /** That number in words, where whoever runs the system must look into it. */
      reference?: string;
      /** What somebody had written in the form that the error page takes the place of, with its labels. */
      sent?: [label: string, text: string][];
    }

    interface PageData {
      /** The document workspace brings its own frame; every other page stands in the site's. */
      shell?: 'workspace';
      theme?: Theme;
      isAdmin?: boolean;
      /** What every form of the page brings along: for whom it was made. */
      along?: Along;
      /** Where the code of this installation can be had (AGPL-3.0, section 13). */
      sourceUrl?: string;
    }

    interface Locals {
      /** Acts as the signed-in person, or as anybody when nobody is signed in. */
      supabase: SupabaseClient<Database>;
      /** As the database knows them by their token; null when nobody is signed in. */
      person: { id: string; email: string; name: string } | null;
      /** `ended`: signed out elsewhere or suspended. `unknown`: Auth or REST does not answer, so nobody can say. */
      session: 'none' | 'open' | 'ended' | 'unknown';
      requestId: string;
      /** What went wrong, in words: for an answer without a page of kit's, or a page of last resort. */
      failure?: App.Error & { code: ErrorCode };
      /** Why the request's form was refused. */
      refused?: AppError;
      /** What the request's form brought that somebody had written, with its labels. */
      sent?: [label: string, text: string][];
      log: Logger;
      /** A seal of the client's address: the same for the same address, and it says nothing about it. */
      client: string;
    }
  }

  /**
   * What the parts of this process tell each other: how they are, whether mails stay in the local mailbox, and the web
   * part which pages it has ready.
   */
  var __concierta:
    | {
        collab?: () => PartState;
        worker?: () => PartState;
        mailbox?: true;
        sendKeptPage?: (
          request: import('node:http').IncomingMessage,
          response: import('node:http').ServerResponse,
        ) => boolean;
      }
    | undefined;
}

export {};
