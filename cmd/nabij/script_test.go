package main

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"nabij": main})
}

// TestScripts runs the commands as users do, one script for each kind of use.
func TestScripts(t *testing.T) {
	scene, err := filepath.Abs(filepath.Join("testdata", "scene"))
	if err != nil {
		t.Fatal(err)
	}
	demo, err := filepath.Abs("demo")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			for _, v := range [][2]string{
				{"SCENE", scene}, {"DEMO", demo}, {"LANG", "en_US.UTF-8"}, {"DISPLAY", ""},
				{"SCREEN", os.Getenv("DISPLAY")}, {"XAUTHORITY", os.Getenv("XAUTHORITY")}, // for the scripts that open a window
				{"HOME", env.WorkDir}, {"XDG_DATA_HOME", filepath.Join(env.WorkDir, "data")}, {"XDG_CONFIG_HOME", filepath.Join(env.WorkDir, "settings")},
			} {
				env.Setenv(v[0], v[1])
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"overwrite": overwrite, "empty": empty, "concat": concat, "sheets": drawSheets, "black": drawBlack, "turnover": turnOver,
		},
	})
}

// overwrite puts a text at an offset of a file: overwrite FILE OFFSET TEXT.
func overwrite(ts *testscript.TestScript, _ bool, args []string) {
	offset, err := strconv.Atoi(args[1])
	ts.Check(err)
	data := []byte(ts.ReadFile(args[0]))
	copy(data[offset:], args[2])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// empty checks that a folder holds nothing: empty FOLDER.
func empty(ts *testscript.TestScript, _ bool, args []string) {
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, e := range entries {
		ts.Fatalf("%s holds %s", args[0], e.Name())
	}
}

// concat joins files: concat OUT IN...
func concat(ts *testscript.TestScript, _ bool, args []string) {
	var all []byte
	for _, name := range args[1:] {
		all = append(all, ts.ReadFile(name)...)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), all, 0o600))
}
