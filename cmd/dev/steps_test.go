package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func says(name, text string, err error) step {
	return step{name, func(_ context.Context, out io.Writer) error { fmt.Fprint(out, text); return err }}
}

func TestEveryStepRunsAndFailuresAreNamed(t *testing.T) {
	var out bytes.Buffer
	r := runLanes(t.Context(), &out,
		[]step{says("first", "reason of first", errors.New("broke")), says("second", "silent", nil)},
		[]step{says("third", "", nil), says("fourth", "", errors.New("broke too"))})
	if r.passed != 2 || len(r.failed) != 2 {
		t.Fatalf("%d passed, %d failed, want 2 and 2", r.passed, len(r.failed))
	}
	if err := r.err(); err == nil || !strings.Contains(err.Error(), "first") || !strings.Contains(err.Error(), "fourth") {
		t.Errorf("error %v, want both names", err)
	}
	if !strings.Contains(out.String(), "reason of first") {
		t.Error("a failed step must show what it said")
	}
	if strings.Contains(out.String(), "silent") {
		t.Error("a passed step must not")
	}
}

func TestCancelledRunFails(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := runLanes(ctx, io.Discard, []step{says("never", "", nil)})
	if r.err() == nil {
		t.Error("a cancelled run must not pass")
	}
}

func TestPick(t *testing.T) {
	lane := []step{says("a", "", nil), says("b", "", nil)}
	if got := stepNames(pick(lane, nil)); got != "a b" {
		t.Errorf("all: %s", got)
	}
	if got := stepNames(pick(lane, []string{"b"})); got != "b" {
		t.Errorf("one: %s", got)
	}
}

func TestStepNamesDiffer(t *testing.T) {
	var p project
	seen := map[string]bool{}
	for _, s := range append(append(p.boundSteps(), p.freeSteps()...), p.cleanStep()) {
		if seen[s.name] {
			t.Errorf("two steps are called %s", s.name)
		}
		seen[s.name] = true
	}
}

func TestCommandReportsItsFailure(t *testing.T) {
	var out bytes.Buffer
	c := command{root: t.TempDir(), argv: []string{"go", "no-such-command"}}
	if err := c.run(t.Context(), &out); err == nil || !strings.Contains(out.String(), "unknown command") {
		t.Errorf("error %v, output %q", err, out.String())
	}
	if _, err := c.lines(t.Context()); err == nil || !strings.Contains(err.Error(), "unknown command") {
		t.Errorf("lines: error %v", err)
	}
}

func TestFindTargets(t *testing.T) {
	tree := fstest.MapFS{
		"a/b/c_test.go":        {Data: []byte("package c\n\nfunc FuzzRoom(f *testing.F) {\n}\n\nfunc TestX(t *testing.T) {}\n")},
		"a/b/c.go":             {Data: []byte("package c\n\nfunc FuzzNot(f *testing.F) {}\n")},
		"a/testdata/d_test.go": {Data: []byte("func FuzzHidden(f *testing.F) {}\n")},
		".cache/e_test.go":     {Data: []byte("func FuzzCached(f *testing.F) {}\n")},
	}
	got, err := findTargets(tree)
	if err != nil || len(got) != 1 || got[0] != (target{"a/b", "FuzzRoom"}) {
		t.Errorf("targets %v, error %v; want FuzzRoom alone", got, err)
	}
}

func TestFaults(t *testing.T) {
	home := "/ho" + "me/anna/room.yaml"
	cases := []struct {
		name, text, want string
	}{
		{"notes.txt", "", "top level"},
		{"vision/util/a.go", "", "says nothing"},
		{"vision/a.go", strings.Repeat("\n", maxLines+1), "lines"},
		{"README.md", "see " + home, "line 1: path of one machine"},
		{"vision/a.go", "x\n// from ../sha" + "red/bench", "line 2"},
		{"vision/a.go", strings.Repeat("\n", maxLines), ""},
		{"README.md", "https://example.org" + home[5:] + " and /dev/video0", ""},
		{"testdata/a.csv", home, ""},
		{".github/workflows/test.yml", "on: push", ""},
		{"canvas/p.png", "\x00 " + home, ""},
	}
	for _, c := range cases {
		got := strings.Join(faults(c.name, []byte(c.text)), "; ")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("faults(%s) = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestInputsAreTheLastCount(t *testing.T) {
	said := "fuzz: elapsed: 3s, execs: 12 (4/sec)\nfuzz: elapsed: 6s, execs: 345 (9/sec), new interesting: 1\nPASS\n"
	if got := inputs(said); got != "345" {
		t.Errorf("%s inputs, want 345", got)
	}
	if got := inputs("FAIL"); got != "no" {
		t.Errorf("%s inputs of none", got)
	}
}

func TestTheEndOfTheTimeIsNoFinding(t *testing.T) {
	const end = "--- FAIL: FuzzParse (20.71s)\n    context deadline exceeded\nFAIL\nexit status 1\n"
	for _, c := range []struct {
		said string
		want bool
	}{
		{"fuzz: elapsed: 21s, execs: 377698 (17443/sec), new interesting: 43 (total: 277)\n" + end, true},
		{"PASS\nok  \tnabij/vision/movenet\t20.0s\n", false},
		{"--- FAIL: FuzzParse (0.02s)\n    --- FAIL: FuzzParse (0.00s)\n        parse_test.go:9: context deadline exceeded\nFAIL\n", false},
		{"--- FAIL: FuzzParse (20.71s)\n    fuzzing process hung or terminated unexpectedly: exit status 2\n    Failing input written to testdata/fuzz/FuzzParse/1\nFAIL\n", false},
		{"--- FAIL: TestOther (0.01s)\n    other_test.go:3: no\n" + end, false},
		{"    Failing input written to testdata/fuzz/FuzzParse/1\n" + end, false},
	} {
		if got := timeWasUp(c.said); got != c.want {
			t.Errorf("%v for %q", got, c.said)
		}
	}
}

func TestFuzzingInALeafNeedsCgo(t *testing.T) {
	var p project
	if c := p.fuzzCommand(target{"vision/opencv", "FuzzClip"}, time.Minute); len(c.env) > 0 {
		t.Errorf("environment %v", c.env)
	}
	c := p.fuzzCommand(target{"config", "FuzzSettings"}, time.Minute)
	if !slices.Contains(c.env, "CGO_ENABLED=0") || !slices.Contains(c.argv, "1m0s") {
		t.Errorf("%v %v", c.env, c.argv)
	}
}
