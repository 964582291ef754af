package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestReportIsOneLineAndAHint(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		want   string
	}{
		{nil, 0, ""},
		{errHelped, 0, ""},
		{wrongUse{"--x is not known"}, 2, "nabij: --x is not known\nhint: nabij track --help\n"},
		{hinted{errors.New("a\nb"), "do c"}, 1, "nabij: a; b\nhint: do c\n"},
		{fmt.Errorf("write: %w", hinted{errors.New("a"), "do c"}), 1, "nabij: write: a\nhint: do c\n"},
		{fmt.Errorf("write: %w", syscall.ENOSPC), 1, "nabij: write: no space left on device\nhint: the disk is full: make room, or choose another place\n"},
		{fmt.Errorf("read: %w", fs.ErrPermission), 1, "nabij: read: permission denied\nhint: choose a place that you may write to\n"},
		{context.Canceled, 1, "nabij: context canceled\nhint: stopped as asked; what was recorded until then is kept\n"},
		{errors.New("odd"), 1, "nabij: odd\nhint: nabij doctor says what works on this computer\n"},
	} {
		var told strings.Builder
		track := newCall(command{name: "track"}, []string{"--lang", "en"}, io.Discard, &told)
		if status := track.report(c.err); status != c.status || told.String() != c.want {
			t.Errorf("%v: status %d, %q; want %d, %q", c.err, status, told.String(), c.status, c.want)
		}
	}
}

func TestStatusTellsWrongUseFromFailure(t *testing.T) {
	for line, want := range map[string]int{
		"help": 0, "track --help": 0, "nonsense": 2, "track": 2, "track --for x": 2, "calibrate --nonsense": 2, "track none.mp4": 1,
	} {
		if got := nabij(context.Background(), strings.Fields(line), io.Discard, io.Discard); got != want {
			t.Errorf("nabij %s: status %d, want %d", line, got, want)
		}
	}
}

func TestOutputIsWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "t.csv")
	if err := os.WriteFile(path, []byte("before"), 0o640); err != nil {
		t.Fatal(err)
	}
	o, err := create(path)
	if err != nil {
		t.Fatal(err)
	}
	failure := errors.New("in the middle")
	err = o.keep(func(w io.Writer) error {
		fmt.Fprint(w, strings.Repeat("half a file", 10000))
		return failure
	})
	if !errors.Is(err, failure) || !strings.Contains(err.Error(), "t.csv") {
		t.Errorf("got %v", err)
	}
	holds := func(want string) {
		t.Helper()
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("holds %q, %v; want %q", got, err, want)
		}
		if left, _ := os.ReadDir(dir); len(left) != 1 {
			t.Errorf("left behind: %v", left)
		}
	}
	holds("before")
	if o, err = create(path); err != nil {
		t.Fatal(err)
	}
	if err := o.keepText("after"); err != nil {
		t.Fatal(err)
	}
	if err := o.drop(); err != nil {
		t.Error(err)
	}
	holds("after")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v; want it as it was", info.Mode(), err)
	}
	if o, err = create(filepath.Join(dir, "new")); err != nil {
		t.Fatal(err)
	}
	if err := o.drop(); err != nil {
		t.Error(err)
	}
	holds("after")
}
