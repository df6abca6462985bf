extension Migration {
  /// The catalogue's first tables.
  ///
  /// Every output row belongs to a layer: what one stage makes with one fingerprint. Generations that agree on a stage
  /// share its layer, so big tables are partitioned by layer and not by generation: rows are shared without being
  /// copied, and when the last generation that uses a layer goes, its partitions are dropped whole, which costs nothing
  /// whatever they hold. A layer's row stays, so its number means the same forever.
  ///
  /// Between partitioned tables there are no foreign keys: each would be checked row by row, in every partition.
  /// Whoever deletes documents deletes what hangs on them, under their locks.
  static let first = Migration(1, "catalogue", tables + rowsOfLayers + work + publication + partitions)

  private static let tables = """
    CREATE TABLE pipeline (
      id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text NOT NULL UNIQUE
    );
    CREATE TABLE layer (
      id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      pipeline int NOT NULL REFERENCES pipeline,
      stage text NOT NULL,
      fingerprint bytea NOT NULL,
      is_open boolean NOT NULL DEFAULT false,
      UNIQUE (pipeline, stage, fingerprint)
    );
    CREATE TABLE generation (
      id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      pipeline int NOT NULL REFERENCES pipeline,
      state text NOT NULL,
      extract int NOT NULL REFERENCES layer,
      chunk int NOT NULL REFERENCES layer,
      embed int NOT NULL REFERENCES layer,
      index_fingerprint bytea NOT NULL,
      dimension int NOT NULL,
      precision text NOT NULL,
      recipe text NOT NULL,
      ticket bigint NOT NULL UNIQUE,
      created_at timestamptz NOT NULL DEFAULT now(),
      promoted_at timestamptz,
      retired_at timestamptz
    );
    CREATE UNIQUE INDEX one_live_generation ON generation (pipeline) WHERE state = 'live';

    -- Identities are digests: a URI may be longer than an index entry can be.
    CREATE TABLE object (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      pipeline int NOT NULL REFERENCES pipeline,
      key bytea NOT NULL UNIQUE,
      source text NOT NULL,
      uri text NOT NULL COLLATE "C",
      size bigint NOT NULL, modified bigint NOT NULL, changed bigint NOT NULL, inode bigint NOT NULL,
      stamp text NOT NULL,
      read_stamp text,
      digest bytea,
      unsure boolean NOT NULL DEFAULT false,
      gone boolean NOT NULL DEFAULT false,
      read_run bigint
    );
    CREATE INDEX object_of_source ON object (pipeline, source);
    CREATE INDEX object_of_pipeline ON object (pipeline, id);
    CREATE TABLE listing (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      pipeline int NOT NULL REFERENCES pipeline,
      source text NOT NULL,
      UNIQUE (pipeline, source)
    );
    CREATE TABLE noted (
      listing bigint NOT NULL,
      object bigint NOT NULL,
      PRIMARY KEY (listing, object)
    );
    CREATE TABLE quarantine (
      pipeline int NOT NULL REFERENCES pipeline,
      stage text NOT NULL,
      layer int NOT NULL REFERENCES layer,
      key bytea NOT NULL,
      input bytea NOT NULL,
      source text NOT NULL,
      uri text NOT NULL COLLATE "C",
      object bigint,
      document bigint,
      code text NOT NULL,
      failure text NOT NULL,
      attempts int NOT NULL DEFAULT 1,
      first_at timestamptz NOT NULL DEFAULT now(),
      last_at timestamptz NOT NULL DEFAULT now(),
      discarded boolean NOT NULL DEFAULT false,
      PRIMARY KEY (layer, stage, key, input)
    );
    CREATE INDEX quarantine_of_object ON quarantine (object);
    CREATE INDEX quarantine_of_document ON quarantine (document);
    CREATE INDEX quarantine_of_input ON quarantine (layer, input);

    """

  /// Text that a document or a file's name brought along may hold U+0000, which PostgreSQL's text cannot: short texts
  /// escape it, a document's text is kept as bytes, which can also be cut at byte offsets where they lie.
  private static let rowsOfLayers = """
    CREATE TABLE extraction (
      layer int NOT NULL,
      object bigint NOT NULL,
      digest bytea,
      documents int NOT NULL,
      skipped text,
      tried_run bigint,
      PRIMARY KEY (object, layer)
    ) PARTITION BY LIST (layer);
    CREATE SEQUENCE document_id;
    CREATE TABLE document (
      layer int NOT NULL,
      id bigint NOT NULL DEFAULT nextval('document_id'),
      object bigint NOT NULL,
      key bytea NOT NULL,
      source text NOT NULL,
      uri text NOT NULL COLLATE "C",
      digest bytea NOT NULL,
      title text,
      media_type text NOT NULL,
      text bytea NOT NULL,
      structure text NOT NULL,
      seen bigint NOT NULL,
      seen_run bigint NOT NULL,
      PRIMARY KEY (id, layer),
      UNIQUE (key, layer)
    ) PARTITION BY LIST (layer);
    ALTER TABLE document ALTER text SET STORAGE EXTERNAL;
    CREATE INDEX document_of_object ON document (object);
    CREATE TABLE chunking (
      layer int NOT NULL,
      document bigint NOT NULL,
      chunks int NOT NULL,
      PRIMARY KEY (document, layer)
    ) PARTITION BY LIST (layer);
    CREATE SEQUENCE chunk_id;
    CREATE TABLE chunk (
      layer int NOT NULL,
      id bigint NOT NULL DEFAULT nextval('chunk_id'),
      document bigint NOT NULL,
      ordinal int NOT NULL,
      digest bytea NOT NULL,
      item bigint NOT NULL,
      first_byte bigint NOT NULL, end_byte bigint NOT NULL,
      location text NOT NULL,
      context text NOT NULL,
      token_count int NOT NULL,
      tokens bytea NOT NULL,
      PRIMARY KEY (id, layer),
      UNIQUE (document, ordinal, layer)
    ) PARTITION BY LIST (layer);
    ALTER TABLE chunk ALTER tokens SET STORAGE EXTERNAL;
    CREATE TABLE embedding (
      layer int NOT NULL,
      digest bytea NOT NULL,
      vector bytea NOT NULL,
      PRIMARY KEY (digest, layer)
    ) PARTITION BY LIST (layer);
    ALTER TABLE embedding ALTER vector SET STORAGE EXTERNAL;

    """

  /// A lease names its worker without a foreign key: a batch holds hundreds, and checking each costs more than writing
  /// it. Workers are deleted in one place, and their leases with them. For a text stands the start of its digest, a
  /// chunk's `item`: two texts that share it only wait for each other.
  private static let work = """
    CREATE TABLE run (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      pipeline int NOT NULL REFERENCES pipeline,
      key text,
      record jsonb NOT NULL DEFAULT '{}',
      generations bigint[] NOT NULL DEFAULT '{}',
      opened_at timestamptz NOT NULL DEFAULT now(),
      closed_at timestamptz,
      closed_by bigint
    );
    CREATE UNIQUE INDEX one_open_run ON run (pipeline) WHERE closed_at IS NULL;
    CREATE UNIQUE INDEX run_of_key ON run (pipeline, key);
    CREATE TABLE worker (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      ticket bigint NOT NULL UNIQUE,
      run bigint NOT NULL REFERENCES run,
      pipeline int NOT NULL,
      host text NOT NULL,
      process int NOT NULL,
      stages text[] NOT NULL,
      joined_at timestamptz NOT NULL DEFAULT now(),
      beat_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL
    );
    CREATE TABLE milestone (
      run bigint NOT NULL REFERENCES run,
      name text NOT NULL,
      worker bigint REFERENCES worker ON DELETE CASCADE,
      reached_at timestamptz,
      PRIMARY KEY (run, name)
    );
    CREATE INDEX milestone_of_worker ON milestone (worker);
    CREATE TABLE tally (
      run bigint NOT NULL REFERENCES run,
      worker bigint NOT NULL,
      route bytea NOT NULL,
      done bigint NOT NULL,
      tokens bigint NOT NULL,
      PRIMARY KEY (run, worker, route)
    );
    CREATE TABLE lease (
      layer int NOT NULL,
      item bigint NOT NULL,
      worker bigint NOT NULL,
      claim bigint NOT NULL,
      tokens int NOT NULL,
      claimed_at timestamptz NOT NULL DEFAULT now(),
      last_save bigint,
      last_saved int,
      PRIMARY KEY (layer, item)
    );
    CREATE INDEX lease_of_worker ON lease (worker, claim);
    CREATE TABLE endpoint (
      name text PRIMARY KEY,
      state jsonb NOT NULL
    );

    """

  private static let publication = """
    CREATE TABLE member (
      generation int NOT NULL,
      key bytea NOT NULL,
      document bigint NOT NULL,
      segment text NOT NULL,
      number int NOT NULL,
      PRIMARY KEY (key, generation)
    ) PARTITION BY LIST (generation);
    CREATE TABLE revision (
      generation int PRIMARY KEY REFERENCES generation ON DELETE CASCADE,
      number int NOT NULL,
      run bigint NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE TABLE revision_segment (
      generation int NOT NULL REFERENCES generation ON DELETE CASCADE,
      position int NOT NULL,
      segment text NOT NULL,
      documents bigint NOT NULL,
      chunks bigint NOT NULL,
      bytes bigint NOT NULL,
      tombstones bytea NOT NULL,
      deleted bigint NOT NULL,
      PRIMARY KEY (generation, position)
    );
    CREATE TABLE segment (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      pipeline int NOT NULL REFERENCES pipeline,
      name text NOT NULL,
      bytes bigint NOT NULL,
      digest bytea,
      keeper bigint,
      was_listed boolean NOT NULL DEFAULT false,
      touched_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (pipeline, name)
    );
    CREATE TABLE segment_piece (
      segment bigint NOT NULL REFERENCES segment ON DELETE CASCADE,
      number int NOT NULL,
      digest bytea NOT NULL,
      bytes bytea NOT NULL,
      PRIMARY KEY (segment, number)
    );
    ALTER TABLE segment_piece ALTER bytes SET STORAGE EXTERNAL;

    """

  /// Partitions are made and dropped by the tables' owner, whoever asks. Attaching a table made beforehand waits for
  /// nobody who reads or writes the others.
  private static let partitions = """
    CREATE FUNCTION add_partitions(parents text[], value int) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    DECLARE parent text;
    BEGIN
      FOREACH parent IN ARRAY parents LOOP
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', parent || '_' || value, parent);
        EXECUTE format(
          'ALTER TABLE %I ATTACH PARTITION %I FOR VALUES IN (%s)', parent, parent || '_' || value, value);
      END LOOP;
    END $$;
    CREATE FUNCTION drop_partitions(parents text[], value int) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    DECLARE parent text;
    BEGIN
      FOREACH parent IN ARRAY parents LOOP
        EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', parent || '_' || value);
      END LOOP;
    END $$;
    REVOKE ALL ON FUNCTION add_partitions, drop_partitions FROM PUBLIC;

    """
}
