package main

import "runtime/debug"

// commands are the subcommands, in the order of their use.
func commands() []command {
	return []command{
		{"live", "[--room FILE] [--source CAMERA|CLIP] [--people N] [--record FILE] [--stats FILE.json] [--for DURATION]", "command_live", live},
		{"replay", "FILE", "command_replay", replay},
		{"track", "[--room FILE] [--people N] [--causal] [--csv FILE] [--mot FILE] [--record FILE] CLIP", "command_track", trackClip},
		{"export", "FILE [--csv FILE] [--moments FILE] [--pairs FILE] [--png FILE] [--svg FILE] [--pdf FILE] [--parquet FILE] [--mcap FILE]", "command_export", exportRecord},
		{"import", "TRACK.csv --record FILE [--moments MOMENTS.csv] [--room FILE]", "command_import", importTrack},
		{"correct", "FILE --swap A,B --from SECONDS [--to SECONDS] | FILE --moment SECONDS [--word TEXT] [--move SECONDS] [--remove]", "command_correct", correct},
		{"verify", "FILE [--json] [--seal SEAL]", "command_verify", verify},
		{"sessions", "[list [WORDS] | note FILE TEXT | rename FILE TITLE | people FILE [--name NAME --as NAME --role ROLE] | consent FILE --who NAME | due | keep YEARS | erase FILE --yes | erased | backup FOLDER | restore FOLDER | check | copy FILE --to FILE | passphrase | recovery]", "command_sessions", sessions},
		{"calibrate", "[--room FILE] [--source CAMERA|CLIP|PICTURE] | camera | sheets | points | rectangle | lens | floor | check | zones | moved", "command_calibrate", calibrateRoom},
		{"bench", "[--json FILE] [SCENE_DIR... | --live [--for DURATION]]", "command_bench", bench},
		{"soak", "[--seed N] [--for DURATION]", "command_soak", soakSessions},
		{"demo", "[--offscreen FOLDER] [--for DURATION]", "command_demo", demo},
		{"doctor", "[--json]", "command_doctor", doctor},
	}
}

// version is the program's version, as the build knows it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(unknown)"
}
