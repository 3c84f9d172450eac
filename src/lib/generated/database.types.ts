// Written by `npm run generate` from supabase/migrations. Do not edit.
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  public: {
    Tables: {
      arrangement_parties: {
        Row: {
          arrangement_id: string
          joined_on: string
          organization_id: string
          role: Database['public']['Enums']['party_role']
        }
        Insert: {
          arrangement_id: string
          joined_on?: string
          organization_id: string
          role: Database['public']['Enums']['party_role']
        }
        Update: {
          arrangement_id?: string
          joined_on?: string
          organization_id?: string
          role?: Database['public']['Enums']['party_role']
        }
        Relationships: [
          { foreignKeyName: 'arrangement_parties_arrangement_id_fkey', columns: ['arrangement_id'], isOneToOne: false, referencedRelation: 'arrangements', referencedColumns: ['id'] },
          { foreignKeyName: 'arrangement_parties_organization_id_fkey', columns: ['organization_id'], isOneToOne: false, referencedRelation: 'organizations', referencedColumns: ['id'] },
        ]
      }
      arrangements: {
        Row: {
          created_at: string
          id: string
          in_force_from: string | null
          in_force_until: string | null
          jurisdiction_code: string
          kind: Database['public']['Enums']['arrangement_kind']
          object: string
          signed_on: string | null
          status: Database['public']['Enums']['arrangement_status']
          title: string
          was_signed: boolean
        }
        Insert: {
          created_at?: string
          id?: string
          in_force_from?: string | null
          in_force_until?: string | null
          jurisdiction_code: string
          kind: Database['public']['Enums']['arrangement_kind']
          object?: string
          signed_on?: string | null
          status?: Database['public']['Enums']['arrangement_status']
          title: string
          was_signed?: boolean
        }
        Update: {
          created_at?: string
          id?: string
          in_force_from?: string | null
          in_force_until?: string | null
          jurisdiction_code?: string
          kind?: Database['public']['Enums']['arrangement_kind']
          object?: string
          signed_on?: string | null
          status?: Database['public']['Enums']['arrangement_status']
          title?: string
          was_signed?: boolean
        }
        Relationships: [
          { foreignKeyName: 'arrangements_jurisdiction_code_fkey', columns: ['jurisdiction_code'], isOneToOne: false, referencedRelation: 'jurisdictions', referencedColumns: ['code'] },
        ]
      }
      audit_entries: {
        Row: {
          action: string
          arrangement_id: string | null
          at: string
          detail: Json
          document_id: string | null
          hash: string
          id: number
          noun: string
          noun_id: string | null
          organization_name: string | null
          person_id: string | null
          person_name: string | null
          previous_hash: string
          visibility: Database['public']['Enums']['visibility'] | null
        }
        Insert: {
          action: string
          arrangement_id?: string | null
          at: string
          detail?: Json
          document_id?: string | null
          hash: string
          id: number
          noun: string
          noun_id?: string | null
          organization_name?: string | null
          person_id?: string | null
          person_name?: string | null
          previous_hash: string
          visibility?: Database['public']['Enums']['visibility'] | null
        }
        Update: {
          action?: string
          arrangement_id?: string | null
          at?: string
          detail?: Json
          document_id?: string | null
          hash?: string
          id?: number
          noun?: string
          noun_id?: string | null
          organization_name?: string | null
          person_id?: string | null
          person_name?: string | null
          previous_hash?: string
          visibility?: Database['public']['Enums']['visibility'] | null
        }
        Relationships: [
        ]
      }
      bodies: {
        Row: {
          arrangement_id: string
          id: string
          kind: Database['public']['Enums']['body_kind']
          majority_rule: Database['public']['Enums']['majority_rule']
          name: string
          open_tally: boolean
          position: number
          quorum: number
          status: Database['public']['Enums']['body_status']
        }
        Insert: {
          arrangement_id: string
          id?: string
          kind: Database['public']['Enums']['body_kind']
          majority_rule?: Database['public']['Enums']['majority_rule']
          name: string
          open_tally?: boolean
          position?: number
          quorum?: number
          status?: Database['public']['Enums']['body_status']
        }
        Update: {
          arrangement_id?: string
          id?: string
          kind?: Database['public']['Enums']['body_kind']
          majority_rule?: Database['public']['Enums']['majority_rule']
          name?: string
          open_tally?: boolean
          position?: number
          quorum?: number
          status?: Database['public']['Enums']['body_status']
        }
        Relationships: [
          { foreignKeyName: 'bodies_arrangement_id_fkey', columns: ['arrangement_id'], isOneToOne: false, referencedRelation: 'arrangements', referencedColumns: ['id'] },
        ]
      }
      chapter_authorships: {
        Row: {
          blocks: Json
          chapter_id: string
          seq: number
        }
        Insert: {
          blocks: Json
          chapter_id: string
          seq: number
        }
        Update: {
          blocks?: Json
          chapter_id?: string
          seq?: number
        }
        Relationships: [
          { foreignKeyName: 'chapter_authorships_chapter_id_fkey', columns: ['chapter_id'], isOneToOne: true, referencedRelation: 'chapters', referencedColumns: ['id'] },
        ]
      }
      chapter_sessions: {
        Row: {
          added: number
          chapter_id: string
          ended_at: string
          first_seq: number
          last_seq: number
          organization_id: string | null
          organization_name: string
          person_id: string
          person_name: string
          removed: number
          sector: Database['public']['Enums']['sector'] | null
          started_at: string
        }
        Insert: {
          added: number
          chapter_id: string
          ended_at: string
          first_seq: number
          last_seq: number
          organization_id?: string | null
          organization_name: string
          person_id: string
          person_name: string
          removed: number
          sector?: Database['public']['Enums']['sector'] | null
          started_at: string
        }
        Update: {
          added?: number
          chapter_id?: string
          ended_at?: string
          first_seq?: number
          last_seq?: number
          organization_id?: string | null
          organization_name?: string
          person_id?: string
          person_name?: string
          removed?: number
          sector?: Database['public']['Enums']['sector'] | null
          started_at?: string
        }
        Relationships: [
          { foreignKeyName: 'chapter_sessions_chapter_id_fkey', columns: ['chapter_id'], isOneToOne: false, referencedRelation: 'chapters', referencedColumns: ['id'] },
        ]
      }
      chapter_texts: {
        Row: {
          canonical: string
          chapter_id: string
          content: Json
          seq: number
          updated_at: string
        }
        Insert: {
          canonical?: string
          chapter_id: string
          content: Json
          seq: number
          updated_at?: string
        }
        Update: {
          canonical?: string
          chapter_id?: string
          content?: Json
          seq?: number
          updated_at?: string
        }
        Relationships: [
          { foreignKeyName: 'chapter_texts_chapter_id_fkey', columns: ['chapter_id'], isOneToOne: true, referencedRelation: 'chapters', referencedColumns: ['id'] },
        ]
      }
      chapters: {
        Row: {
          created_at: string
          document_id: string
          id: string
          lead_body_id: string | null
          position: number
          removed_at: string | null
          title: string
        }
        Insert: {
          created_at?: string
          document_id: string
          id?: string
          lead_body_id?: string | null
          position: number
          removed_at?: string | null
          title: string
        }
        Update: {
          created_at?: string
          document_id?: string
          id?: string
          lead_body_id?: string | null
          position?: number
          removed_at?: string | null
          title?: string
        }
        Relationships: [
          { foreignKeyName: 'chapters_document_id_fkey', columns: ['document_id'], isOneToOne: false, referencedRelation: 'documents', referencedColumns: ['id'] },
          { foreignKeyName: 'chapters_lead_body_id_fkey', columns: ['lead_body_id'], isOneToOne: false, referencedRelation: 'bodies', referencedColumns: ['id'] },
        ]
      }
      comment_threads: {
        Row: {
          anchor: Json
          audience: string[] | null
          audience_sector: Database['public']['Enums']['sector'] | null
          author_id: string | null
          author_name: string
          chapter_id: string
          created_at: string
          detached: boolean
          document_id: string
          id: string
          organization_id: string | null
          organization_name: string
          quote: string
          resolved_at: string | null
          resolved_by: string | null
          resolved_by_name: string | null
          sector: Database['public']['Enums']['sector']
          status: Database['public']['Enums']['thread_status']
          visibility: Database['public']['Enums']['visibility']
        }
        Insert: {
          anchor: Json
          audience?: string[] | null
          audience_sector?: Database['public']['Enums']['sector'] | null
          author_id?: string | null
          author_name: string
          chapter_id: string
          created_at?: string
          detached?: boolean
          document_id: string
          id?: string
          organization_id?: string | null
          organization_name: string
          quote: string
          resolved_at?: string | null
          resolved_by?: string | null
          resolved_by_name?: string | null
          sector: Database['public']['Enums']['sector']
          status?: Database['public']['Enums']['thread_status']
          visibility?: Database['public']['Enums']['visibility']
        }
        Update: {
          anchor?: Json
          audience?: string[] | null
          audience_sector?: Database['public']['Enums']['sector'] | null
          author_id?: string | null
          author_name?: string
          chapter_id?: string
          created_at?: string
          detached?: boolean
          document_id?: string
          id?: string
          organization_id?: string | null
          organization_name?: string
          quote?: string
          resolved_at?: string | null
          resolved_by?: string | null
          resolved_by_name?: string | null
          sector?: Database['public']['Enums']['sector']
          status?: Database['public']['Enums']['thread_status']
          visibility?: Database['public']['Enums']['visibility']
        }
        Relationships: [
          { foreignKeyName: 'comment_threads_author_id_fkey', columns: ['author_id'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
          { foreignKeyName: 'comment_threads_chapter_id_fkey', columns: ['chapter_id'], isOneToOne: false, referencedRelation: 'chapters', referencedColumns: ['id'] },
          { foreignKeyName: 'comment_threads_document_id_fkey', columns: ['document_id'], isOneToOne: false, referencedRelation: 'documents', referencedColumns: ['id'] },
          { foreignKeyName: 'comment_threads_organization_id_fkey', columns: ['organization_id'], isOneToOne: false, referencedRelation: 'organizations', referencedColumns: ['id'] },
          { foreignKeyName: 'comment_threads_resolved_by_fkey', columns: ['resolved_by'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
        ]
      }
      comments: {
        Row: {
          author_id: string | null
          author_name: string
          body: string
          created_at: string
          id: string
          organization_id: string | null
          organization_name: string
          sector: Database['public']['Enums']['sector']
          thread_id: string
        }
        Insert: {
          author_id?: string | null
          author_name: string
          body: string
          created_at?: string
          id?: string
          organization_id?: string | null
          organization_name: string
          sector: Database['public']['Enums']['sector']
          thread_id: string
        }
        Update: {
          author_id?: string | null
          author_name?: string
          body?: string
          created_at?: string
          id?: string
          organization_id?: string | null
          organization_name?: string
          sector?: Database['public']['Enums']['sector']
          thread_id?: string
        }
        Relationships: [
          { foreignKeyName: 'comments_author_id_fkey', columns: ['author_id'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
          { foreignKeyName: 'comments_organization_id_fkey', columns: ['organization_id'], isOneToOne: false, referencedRelation: 'organizations', referencedColumns: ['id'] },
          { foreignKeyName: 'comments_thread_id_fkey', columns: ['thread_id'], isOneToOne: false, referencedRelation: 'comment_threads', referencedColumns: ['id'] },
        ]
      }
      confidential_readings: {
        Row: {
          first_read_at: string
          id: string
          organization_name: string
          person_id: string | null
          person_name: string
          thread_id: string
        }
        Insert: {
          first_read_at?: string
          id?: string
          organization_name: string
          person_id?: string | null
          person_name: string
          thread_id: string
        }
        Update: {
          first_read_at?: string
          id?: string
          organization_name?: string
          person_id?: string | null
          person_name?: string
          thread_id?: string
        }
        Relationships: [
          { foreignKeyName: 'confidential_readings_person_id_fkey', columns: ['person_id'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
          { foreignKeyName: 'confidential_readings_thread_id_fkey', columns: ['thread_id'], isOneToOne: false, referencedRelation: 'comment_threads', referencedColumns: ['id'] },
        ]
      }
      document_transitions: {
        Row: {
          action: string
          at: string
          document_id: string
          from_stage: Database['public']['Enums']['stage']
          id: string
          note: string | null
          organization_name: string
          person_id: string | null
          person_name: string
          sector: Database['public']['Enums']['sector']
          to_stage: Database['public']['Enums']['stage']
          version_id: string | null
          version_sha256: string | null
        }
        Insert: {
          action: string
          at?: string
          document_id: string
          from_stage: Database['public']['Enums']['stage']
          id?: string
          note?: string | null
          organization_name: string
          person_id?: string | null
          person_name: string
          sector: Database['public']['Enums']['sector']
          to_stage: Database['public']['Enums']['stage']
          version_id?: string | null
          version_sha256?: string | null
        }
        Update: {
          action?: string
          at?: string
          document_id?: string
          from_stage?: Database['public']['Enums']['stage']
          id?: string
          note?: string | null
          organization_name?: string
          person_id?: string | null
          person_name?: string
          sector?: Database['public']['Enums']['sector']
          to_stage?: Database['public']['Enums']['stage']
          version_id?: string | null
          version_sha256?: string | null
        }
        Relationships: [
          { foreignKeyName: 'document_transitions_document_id_fkey', columns: ['document_id'], isOneToOne: false, referencedRelation: 'documents', referencedColumns: ['id'] },
          { foreignKeyName: 'document_transitions_person_id_fkey', columns: ['person_id'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
          { foreignKeyName: 'document_transitions_version_id_fkey', columns: ['version_id'], isOneToOne: false, referencedRelation: 'versions', referencedColumns: ['id'] },
        ]
      }
      documents: {
        Row: {
          arrangement_id: string
          created_at: string
          created_by: string | null
          id: string
          kind: Database['public']['Enums']['document_kind']
          stage: Database['public']['Enums']['stage']
          supersedes_id: string | null
          title: string
          voting_body_id: string | null
        }
        Insert: {
          arrangement_id: string
          created_at?: string
          created_by?: string | null
          id?: string
          kind: Database['public']['Enums']['document_kind']
          stage?: Database['public']['Enums']['stage']
          supersedes_id?: string | null
          title: string
          voting_body_id?: string | null
        }
        Update: {
          arrangement_id?: string
          created_at?: string
          created_by?: string | null
          id?: string
          kind?: Database['public']['Enums']['document_kind']
          stage?: Database['public']['Enums']['stage']
          supersedes_id?: string | null
          title?: string
          voting_body_id?: string | null
        }
        Relationships: [
          { foreignKeyName: 'documents_arrangement_id_fkey', columns: ['arrangement_id'], isOneToOne: false, referencedRelation: 'arrangements', referencedColumns: ['id'] },
          { foreignKeyName: 'documents_created_by_fkey', columns: ['created_by'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
          { foreignKeyName: 'documents_supersedes_id_fkey', columns: ['supersedes_id'], isOneToOne: false, referencedRelation: 'documents', referencedColumns: ['id'] },
          { foreignKeyName: 'documents_voting_body_id_fkey', columns: ['voting_body_id'], isOneToOne: false, referencedRelation: 'bodies', referencedColumns: ['id'] },
        ]
      }
      invitations: {
        Row: {
          accepted_at: string | null
          arrangement_id: string
          capacity: Database['public']['Enums']['vote_capacity'] | null
          declined_at: string | null
          email: string | null
          expires_at: string
          id: string
          invited_at: string
          invited_by: string | null
          organization_id: string
          person_id: string | null
          revoked_at: string | null
          seat_id: string | null
        }
        Insert: {
          accepted_at?: string | null
          arrangement_id: string
          capacity?: Database['public']['Enums']['vote_capacity'] | null
          declined_at?: string | null
          email?: string | null
          expires_at?: string
          id?: string
          invited_at?: string
          invited_by?: string | null
          organization_id: string
          person_id?: string | null
          revoked_at?: string | null
          seat_id?: string | null
        }
        Update: {
          accepted_at?: string | null
          arrangement_id?: string
          capacity?: Database['public']['Enums']['vote_capacity'] | null
          declined_at?: string | null
          email?: string | null
          expires_at?: string
          id?: string
          invited_at?: string
          invited_by?: string | null
          organization_id?: string
          person_id?: string | null
          revoked_at?: string | null
          seat_id?: string | null
        }
        Relationships: [
          { foreignKeyName: 'invitations_arrangement_id_fkey', columns: ['arrangement_id'], isOneToOne: false, referencedRelation: 'arrangements', referencedColumns: ['id'] },
          { foreignKeyName: 'invitations_invited_by_fkey', columns: ['invited_by'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
          { foreignKeyName: 'invitations_organization_id_fkey', columns: ['organization_id'], isOneToOne: false, referencedRelation: 'organizations', referencedColumns: ['id'] },
          { foreignKeyName: 'invitations_person_id_fkey', columns: ['person_id'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
          { foreignKeyName: 'invitations_seat_id_fkey', columns: ['seat_id'], isOneToOne: false, referencedRelation: 'seats', referencedColumns: ['id'] },
        ]
      }
      jurisdictions: {
        Row: {
          code: string
          name: string
          short_name: string
          slug: string
        }
        Insert: {
          code: string
          name: string
          short_name: string
          slug: string
        }
        Update: {
          code?: string
          name?: string
          short_name?: string
          slug?: string
        }
        Relationships: [
        ]
      }
      memberships: {
        Row: {
          created_at: string
          organization_id: string
          person_id: string
          position: string | null
          revoked_at: string | null
          status: Database['public']['Enums']['membership_status']
        }
        Insert: {
          created_at?: string
          organization_id: string
          person_id: string
          position?: string | null
          revoked_at?: string | null
          status?: Database['public']['Enums']['membership_status']
        }
        Update: {
          created_at?: string
          organization_id?: string
          person_id?: string
          position?: string | null
          revoked_at?: string | null
          status?: Database['public']['Enums']['membership_status']
        }
        Relationships: [
          { foreignKeyName: 'memberships_organization_id_fkey', columns: ['organization_id'], isOneToOne: false, referencedRelation: 'organizations', referencedColumns: ['id'] },
          { foreignKeyName: 'memberships_person_id_fkey', columns: ['person_id'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
        ]
      }
      organizations: {
        Row: {
          created_at: string
          data_controller: string | null
          id: string
          jurisdiction_code: string | null
          name: string
          sector: Database['public']['Enums']['sector']
          short_name: string
          status: Database['public']['Enums']['organization_status']
        }
        Insert: {
          created_at?: string
          data_controller?: string | null
          id?: string
          jurisdiction_code?: string | null
          name: string
          sector: Database['public']['Enums']['sector']
          short_name: string
          status?: Database['public']['Enums']['organization_status']
        }
        Update: {
          created_at?: string
          data_controller?: string | null
          id?: string
          jurisdiction_code?: string | null
          name?: string
          sector?: Database['public']['Enums']['sector']
          short_name?: string
          status?: Database['public']['Enums']['organization_status']
        }
        Relationships: [
          { foreignKeyName: 'organizations_jurisdiction_code_fkey', columns: ['jurisdiction_code'], isOneToOne: false, referencedRelation: 'jurisdictions', referencedColumns: ['code'] },
        ]
      }
      people: {
        Row: {
          created_at: string
          display_name: string
          id: string
          locale: string
          signed_out_at: string
          status: Database['public']['Enums']['person_status']
        }
        Insert: {
          created_at?: string
          display_name: string
          id: string
          locale?: string
          signed_out_at?: string
          status?: Database['public']['Enums']['person_status']
        }
        Update: {
          created_at?: string
          display_name?: string
          id?: string
          locale?: string
          signed_out_at?: string
          status?: Database['public']['Enums']['person_status']
        }
        Relationships: [
        ]
      }
      platform_administrators: {
        Row: {
          person_id: string
        }
        Insert: {
          person_id: string
        }
        Update: {
          person_id?: string
        }
        Relationships: [
          { foreignKeyName: 'platform_administrators_person_id_fkey', columns: ['person_id'], isOneToOne: true, referencedRelation: 'people', referencedColumns: ['id'] },
        ]
      }
      publications: {
        Row: {
          document_id: string
          gazette_date: string | null
          gazette_name: string | null
          gazette_number: string | null
          id: string
          parties: Json
          published_at: string
          published_by: string | null
          slug: string
          status: Database['public']['Enums']['publication_status']
          summary: string
          title: string
          version_id: string
        }
        Insert: {
          document_id: string
          gazette_date?: string | null
          gazette_name?: string | null
          gazette_number?: string | null
          id?: string
          parties: Json
          published_at?: string
          published_by?: string | null
          slug: string
          status?: Database['public']['Enums']['publication_status']
          summary?: string
          title: string
          version_id: string
        }
        Update: {
          document_id?: string
          gazette_date?: string | null
          gazette_name?: string | null
          gazette_number?: string | null
          id?: string
          parties?: Json
          published_at?: string
          published_by?: string | null
          slug?: string
          status?: Database['public']['Enums']['publication_status']
          summary?: string
          title?: string
          version_id?: string
        }
        Relationships: [
          { foreignKeyName: 'publications_document_id_fkey', columns: ['document_id'], isOneToOne: false, referencedRelation: 'documents', referencedColumns: ['id'] },
          { foreignKeyName: 'publications_published_by_fkey', columns: ['published_by'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
          { foreignKeyName: 'publications_version_id_fkey', columns: ['version_id'], isOneToOne: false, referencedRelation: 'versions', referencedColumns: ['id'] },
        ]
      }
      seats: {
        Row: {
          body_id: string
          has_vote: boolean
          id: string
          label: string
          organization_id: string
          position: number
          suplente_id: string | null
          titular_id: string | null
        }
        Insert: {
          body_id: string
          has_vote?: boolean
          id?: string
          label?: string
          organization_id: string
          position?: number
          suplente_id?: string | null
          titular_id?: string | null
        }
        Update: {
          body_id?: string
          has_vote?: boolean
          id?: string
          label?: string
          organization_id?: string
          position?: number
          suplente_id?: string | null
          titular_id?: string | null
        }
        Relationships: [
          { foreignKeyName: 'seats_body_id_fkey', columns: ['body_id'], isOneToOne: false, referencedRelation: 'bodies', referencedColumns: ['id'] },
          { foreignKeyName: 'seats_organization_id_fkey', columns: ['organization_id'], isOneToOne: false, referencedRelation: 'organizations', referencedColumns: ['id'] },
          { foreignKeyName: 'seats_suplente_id_fkey', columns: ['suplente_id'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
          { foreignKeyName: 'seats_titular_id_fkey', columns: ['titular_id'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
        ]
      }
      versions: {
        Row: {
          canonical: string
          document_id: string
          frozen_at: string
          frozen_by: string | null
          id: string
          number: number
          reason: string
          sha256: string
        }
        Insert: {
          canonical: string
          document_id: string
          frozen_at?: string
          frozen_by?: string | null
          id?: string
          number: number
          reason: string
          sha256: string
        }
        Update: {
          canonical?: string
          document_id?: string
          frozen_at?: string
          frozen_by?: string | null
          id?: string
          number?: number
          reason?: string
          sha256?: string
        }
        Relationships: [
          { foreignKeyName: 'versions_document_id_fkey', columns: ['document_id'], isOneToOne: false, referencedRelation: 'documents', referencedColumns: ['id'] },
          { foreignKeyName: 'versions_frozen_by_fkey', columns: ['frozen_by'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
        ]
      }
      votes: {
        Row: {
          capacity: Database['public']['Enums']['vote_capacity']
          cast_at: string
          choice: Database['public']['Enums']['vote_choice']
          dissent: string | null
          person_id: string | null
          round_id: string
          seat_id: string
          version_sha256: string
        }
        Insert: {
          capacity: Database['public']['Enums']['vote_capacity']
          cast_at?: string
          choice: Database['public']['Enums']['vote_choice']
          dissent?: string | null
          person_id?: string | null
          round_id: string
          seat_id: string
          version_sha256: string
        }
        Update: {
          capacity?: Database['public']['Enums']['vote_capacity']
          cast_at?: string
          choice?: Database['public']['Enums']['vote_choice']
          dissent?: string | null
          person_id?: string | null
          round_id?: string
          seat_id?: string
          version_sha256?: string
        }
        Relationships: [
          { foreignKeyName: 'votes_person_id_fkey', columns: ['person_id'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
          { foreignKeyName: 'votes_round_id_seat_id_fkey', columns: ['round_id', 'seat_id'], isOneToOne: true, referencedRelation: 'voting_round_seats', referencedColumns: ['round_id', 'seat_id'] },
        ]
      }
      voting_round_seats: {
        Row: {
          label: string
          organization_id: string
          organization_name: string
          round_id: string
          seat_id: string
          sector: Database['public']['Enums']['sector']
          suplente_id: string | null
          titular_id: string | null
          vacant: boolean
        }
        Insert: {
          label: string
          organization_id: string
          organization_name: string
          round_id: string
          seat_id: string
          sector: Database['public']['Enums']['sector']
          suplente_id?: string | null
          titular_id?: string | null
          vacant?: boolean
        }
        Update: {
          label?: string
          organization_id?: string
          organization_name?: string
          round_id?: string
          seat_id?: string
          sector?: Database['public']['Enums']['sector']
          suplente_id?: string | null
          titular_id?: string | null
          vacant?: boolean
        }
        Relationships: [
          { foreignKeyName: 'voting_round_seats_organization_id_fkey', columns: ['organization_id'], isOneToOne: false, referencedRelation: 'organizations', referencedColumns: ['id'] },
          { foreignKeyName: 'voting_round_seats_round_id_fkey', columns: ['round_id'], isOneToOne: false, referencedRelation: 'voting_rounds', referencedColumns: ['id'] },
          { foreignKeyName: 'voting_round_seats_seat_id_fkey', columns: ['seat_id'], isOneToOne: false, referencedRelation: 'seats', referencedColumns: ['id'] },
          { foreignKeyName: 'voting_round_seats_suplente_id_fkey', columns: ['suplente_id'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
          { foreignKeyName: 'voting_round_seats_titular_id_fkey', columns: ['titular_id'], isOneToOne: false, referencedRelation: 'people', referencedColumns: ['id'] },
        ]
      }
      voting_rounds: {
        Row: {
          body_id: string
          closed_at: string | null
          document_id: string
          id: string
          majority_rule: Database['public']['Enums']['majority_rule']
          open_tally: boolean
          opened_at: string
          outcome: Database['public']['Enums']['round_outcome'] | null
          quorum: number
          version_id: string
        }
        Insert: {
          body_id: string
          closed_at?: string | null
          document_id: string
          id?: string
          majority_rule: Database['public']['Enums']['majority_rule']
          open_tally: boolean
          opened_at?: string
          outcome?: Database['public']['Enums']['round_outcome'] | null
          quorum: number
          version_id: string
        }
        Update: {
          body_id?: string
          closed_at?: string | null
          document_id?: string
          id?: string
          majority_rule?: Database['public']['Enums']['majority_rule']
          open_tally?: boolean
          opened_at?: string
          outcome?: Database['public']['Enums']['round_outcome'] | null
          quorum?: number
          version_id?: string
        }
        Relationships: [
          { foreignKeyName: 'voting_rounds_body_id_fkey', columns: ['body_id'], isOneToOne: false, referencedRelation: 'bodies', referencedColumns: ['id'] },
          { foreignKeyName: 'voting_rounds_document_id_fkey', columns: ['document_id'], isOneToOne: false, referencedRelation: 'documents', referencedColumns: ['id'] },
          { foreignKeyName: 'voting_rounds_version_id_fkey', columns: ['version_id'], isOneToOne: false, referencedRelation: 'versions', referencedColumns: ['id'] },
        ]
      }
    }
    Views: {
      workflow_stages: {
        Row: {
          comments_open: boolean | null
          editors: Database['public']['Enums']['party_role'][] | null
          ordinal: number | null
          stage: Database['public']['Enums']['stage'] | null
        }
        Relationships: [
        ]
      }
      workflow_steps: {
        Row: {
          action: string | null
          closes_round: Database['public']['Enums']['round_outcome'] | null
          conditions: string[] | null
          freezes: boolean | null
          from_stage: Database['public']['Enums']['stage'] | null
          note_required: boolean | null
          opens_round: boolean | null
          ordinal: number | null
          role: Database['public']['Enums']['party_role'] | null
          to_stage: Database['public']['Enums']['stage'] | null
        }
        Relationships: [
        ]
      }
    }
    Functions: {
      accept_invitation: { Args: { p_invitation: string | null; p_name?: string | null }; Returns: undefined }
      add_chapter: { Args: { p_document: string | null; p_title: string | null; p_sent?: string | null }; Returns: string }
      add_party: { Args: { p_arrangement: string | null; p_organization: string | null; p_role: Database['public']['Enums']['party_role'] }; Returns: undefined }
      add_seat: { Args: { p_body: string | null; p_organization: string | null; p_has_vote: boolean; p_label?: string | null }; Returns: string }
      advance_document: { Args: { p_document: string | null; p_action: string | null; p_expected_stage: Database['public']['Enums']['stage']; p_note?: string | null; p_details?: Json; p_version_sha256?: string | null }; Returns: Json }
      arrangement_abilities: { Args: { p_arrangement: string | null }; Returns: Json }
      assign_seat: { Args: { p_seat: string | null; p_titular: string | null; p_suplente: string | null; p_seen?: Json }; Returns: undefined }
      cast_vote: { Args: { p_round: string | null; p_seat: string | null; p_choice: Database['public']['Enums']['vote_choice']; p_dissent: string | null; p_version_sha256: string | null; p_seen?: Json }; Returns: undefined }
      check_audit_chain: { Args: never; Returns: number }
      create_arrangement: { Args: { p_jurisdiction: string | null; p_kind: Database['public']['Enums']['arrangement_kind']; p_title: string | null; p_object: string | null; p_status: Database['public']['Enums']['arrangement_status']; p_coordinator: string | null }; Returns: string }
      create_body: { Args: { p_arrangement: string | null; p_kind: Database['public']['Enums']['body_kind']; p_name: string | null; p_quorum: number; p_majority_rule: Database['public']['Enums']['majority_rule'] }; Returns: string }
      create_document: { Args: { p_arrangement: string | null; p_kind: Database['public']['Enums']['document_kind']; p_title: string | null; p_voting_body?: string | null; p_supersedes?: string | null }; Returns: string }
      create_organization: { Args: { p_name: string | null; p_short_name: string | null; p_sector: Database['public']['Enums']['sector']; p_jurisdiction?: string | null }; Returns: string }
      decline_invitation: { Args: { p_invitation: string | null }; Returns: undefined }
      discussion_abilities: { Args: { p_document: string | null }; Returns: Json }
      document_abilities: { Args: { p_document: string | null }; Returns: Json }
      editions_in_preparation: { Args: { p_arrangement: string | null }; Returns: Json }
      hold_writing: { Args: { p_document: string | null; p_action: string | null; p_expected_stage: Database['public']['Enums']['stage'] }; Returns: boolean }
      import_chapters: { Args: { p_document: string | null; p_chapters: Json; p_sent?: string | null }; Returns: string[] }
      invite_person: { Args: { p_arrangement: string | null; p_organization: string | null; p_email: string | null; p_seat?: string | null; p_capacity?: Database['public']['Enums']['vote_capacity'] }; Returns: string }
      inviting_organizations: { Args: { p_arrangement: string | null }; Returns: string[] }
      issue_chapter_ticket: { Args: { p_chapter: string | null }; Returns: string }
      list_audit_entries: { Args: { p_arrangement: string | null; p_skip?: number; p_most?: number }; Returns: string[] }
      list_comment_threads: { Args: { p_document: string | null }; Returns: Json }
      list_editions: { Args: { p_document: string | null }; Returns: Json }
      list_publications: { Args: { p_jurisdiction?: string | null }; Returns: Json }
      list_removed_chapters: { Args: { p_document: string | null }; Returns: Json }
      list_states: { Args: never; Returns: Json }
      lost_access: { Args: { p_of: string | null }; Returns: string }
      move_chapter: { Args: { p_chapter: string | null; p_position: number }; Returns: undefined }
      my_invitations: { Args: never; Returns: Json }
      my_work: { Args: never; Returns: Json }
      open_comment_thread: { Args: { p_chapter: string | null; p_anchor: Json; p_quote: string | null; p_body: string | null; p_visibility?: Database['public']['Enums']['visibility']; p_organization?: string | null }; Returns: string }
      organizations_to_add: { Args: { p_arrangement: string | null }; Returns: Json }
      people_told_apart: { Args: { p_people: string[] }; Returns: Json }
      ping: { Args: never; Returns: boolean }
      read_authorship: { Args: { p_chapter: string | null }; Returns: Json }
      read_chapter_moment: { Args: { p_chapter: string | null; p_seq: number }; Returns: Json }
      read_publication: { Args: { p_slug: string | null }; Returns: Json }
      record_gazette: { Args: { p_document: string | null; p_name: string | null; p_number: string | null; p_date: string }; Returns: undefined }
      recorded_names: { Args: { p_arrangement: string | null }; Returns: Json }
      release_writing: { Args: { p_document: string | null }; Returns: boolean }
      remove_chapter: { Args: { p_chapter: string | null }; Returns: undefined }
      remove_party: { Args: { p_arrangement: string | null; p_organization: string | null; p_seen_role: Database['public']['Enums']['party_role'] }; Returns: undefined }
      reply_to_comment_thread: { Args: { p_thread: string | null; p_body: string | null; p_organization?: string | null }; Returns: string }
      request_history: { Args: { p_chapter: string | null }; Returns: boolean }
      request_materialisation: { Args: { p_document: string | null }; Returns: boolean }
      restore_chapter: { Args: { p_chapter: string | null }; Returns: undefined }
      revoke_invitation: { Args: { p_invitation: string | null }; Returns: undefined }
      revoke_membership: { Args: { p_person: string | null; p_organization: string | null }; Returns: undefined }
      seat_holders: { Args: { p_arrangement: string | null }; Returns: Json }
      set_arrangement_status: { Args: { p_arrangement: string | null; p_status: Database['public']['Enums']['arrangement_status'] }; Returns: undefined }
      set_comment_thread_status: { Args: { p_thread: string | null; p_status: Database['public']['Enums']['thread_status'] }; Returns: undefined }
      set_organization_status: { Args: { p_organization: string | null; p_status: Database['public']['Enums']['organization_status'] }; Returns: undefined }
      set_party_role: { Args: { p_arrangement: string | null; p_organization: string | null; p_role: Database['public']['Enums']['party_role'] }; Returns: undefined }
      set_person_status: { Args: { p_person: string | null; p_status: Database['public']['Enums']['person_status'] }; Returns: undefined }
      set_supersedes: { Args: { p_document: string | null; p_supersedes: string | null }; Returns: undefined }
      sign_out_everywhere: { Args: never; Returns: undefined }
      sign_out_here: { Args: never; Returns: undefined }
      state_overview: { Args: { p_code: string | null }; Returns: Json }
      succeeding_edition: { Args: { p_document: string | null }; Returns: Json }
      voting_round: { Args: { p_document: string | null; p_version?: number }; Returns: Json }
    }
    Enums: {
      arrangement_kind: 'commitment_letter' | 'agreement' | 'decree'
      arrangement_status: 'negotiating' | 'signed' | 'in_force' | 'amended' | 'ended'
      body_kind: 'coordinating_committee' | 'technical_secretariat' | 'working_table' | 'follow_up_committee'
      body_status: 'installed' | 'dissolved'
      document_kind: 'diagnosis' | 'action_plan' | 'thematic_report' | 'general_report' | 'progress_report' | 'popular_version'
      majority_rule: 'consensus' | 'simple' | 'two_thirds' | 'each_sector'
      membership_status: 'active' | 'revoked'
      organization_status: 'active' | 'suspended'
      party_role: 'coordinator' | 'drafter' | 'commenter' | 'observer' | 'office'
      person_status: 'active' | 'suspended'
      publication_status: 'published' | 'corrected' | 'repealed'
      round_outcome: 'adopted' | 'returned'
      sector: 'federal' | 'state' | 'municipal' | 'legislative' | 'judicial' | 'autonomous' | 'civil_society' | 'academia' | 'indigenous' | 'office'
      stage: 'drafting' | 'technical_review' | 'consultation' | 'consolidation' | 'voting' | 'office_review' | 'approved' | 'published' | 'superseded'
      thread_status: 'open' | 'resolved'
      visibility: 'arrangement' | 'sector' | 'office'
      vote_capacity: 'titular' | 'suplente'
      vote_choice: 'in_favour' | 'against' | 'abstains'
    }
    CompositeTypes: { [_ in never]: never }
  }
}
