package main

import "runtime/debug"

// commands are the subcommands, in the order of their use.
func commands() []command {
	return []command{
		{"live", "[--room FILE] [--source CAMERA|CLIP] [--people N] [--record FILE] [--stats FILE.json] [--for DURATION]", "who is where, now, in a window", live},
		{"replay", "FILE", "look back at a record", replay},
		{"track", "[--room FILE] [--people N] [--causal] [--csv FILE] [--mot FILE] [--record FILE] CLIP", "who was where in a clip", trackClip},
		{"export", "FILE [--csv FILE] [--moments FILE] [--pairs FILE] [--png FILE] [--svg FILE] [--pdf FILE] [--parquet FILE] [--mcap FILE]", "tables and pictures from a record", exportRecord},
		{"import", "TRACK.csv --record FILE [--moments MOMENTS.csv] [--room FILE]", "a record from an exported table", importTrack},
		{"correct", "FILE --swap A,B --from SECONDS [--to SECONDS] | FILE --moment SECONDS [--word TEXT] [--move SECONDS] [--remove]", "put names and moments right, without overwriting anything", correct},
		{"verify", "FILE [--json] [--seal SEAL]", "whether a record is whole, unaltered and without a picture", verify},
		{"sessions", "[list [WORDS] | note FILE TEXT | rename FILE TITLE | people FILE [--name NAME --as NAME --role ROLE] | consent FILE --who NAME | due | keep YEARS | erase FILE --yes | erased | backup FOLDER | restore FOLDER | check | copy FILE --to FILE | passphrase | recovery]", "the library of records", sessions},
		{"calibrate", "[--room FILE] [--source CAMERA|CLIP|PICTURE] | camera | sheets | points | rectangle | lens | floor | check | zones | moved, each with --help", "measure the room in a guided window, or each step by itself", calibrateRoom},
		{"bench", "[--json FILE] [SCENE_DIR... | --live [--for DURATION]]", "accuracy against truth, and speed", bench},
		{"soak", "[--seed N] [--for DURATION]", "made-up hours with faults of all kinds", soakSessions},
		{"demo", "[--offscreen FOLDER] [--for DURATION]", "the embedded room, without a camera", demo},
		{"doctor", "[--json]", "what works on this computer", doctor},
	}
}

// version is the program's version, as the build knows it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(unknown)"
}
