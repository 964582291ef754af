package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"
)

// A step is one named check. It writes what it has to say to out, which is
// shown when the step fails.
type step struct {
	name string
	run  func(ctx context.Context, out io.Writer) error
}

// A report says how the steps of a run ended.
type report struct {
	mu     sync.Mutex
	to     io.Writer
	passed int
	failed []string
}

// runLanes runs each lane's steps in order and the lanes side by side. Every
// step runs, whatever failed before it; only a cancelled context ends early.
func runLanes(ctx context.Context, to io.Writer, lanes ...[]step) *report {
	r := &report{to: to}
	var all sync.WaitGroup
	for _, lane := range lanes {
		all.Go(func() {
			for _, s := range lane {
				r.runStep(ctx, s)
			}
		})
	}
	all.Wait()
	return r
}

// runStep runs one step and prints its name, its time and, where it failed,
// what it said.
func (r *report) runStep(ctx context.Context, s step) {
	if ctx.Err() != nil {
		r.end(s.name, 0, ctx.Err(), "")
		return
	}
	r.mu.Lock()
	fmt.Fprintf(r.to, "…     %s\n", s.name)
	r.mu.Unlock()
	var out bytes.Buffer
	start := time.Now()
	err := s.run(ctx, &out)
	r.end(s.name, time.Since(start), err, out.String())
}

// end books one step's result.
func (r *report) end(name string, took time.Duration, err error, said string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil {
		r.passed++
		fmt.Fprintf(r.to, "ok    %-12s %s\n", name, rounded(took))
		return
	}
	r.failed = append(r.failed, name)
	if said != "" {
		fmt.Fprintf(r.to, "\n%s\n", strings.TrimRight(said, "\n"))
	}
	fmt.Fprintf(r.to, "FAIL  %-12s %s: %v\n", name, rounded(took), err)
}

// err names the steps that failed, or is nil.
func (r *report) err() error {
	if len(r.failed) == 0 {
		return nil
	}
	return fmt.Errorf("failed: %s", strings.Join(r.failed, ", "))
}

// pick keeps the named steps of a lane, or all when no name is given.
func pick(lane []step, names []string) []step {
	if len(names) == 0 {
		return lane
	}
	return slices.DeleteFunc(slices.Clone(lane), func(s step) bool { return !slices.Contains(names, s.name) })
}

// A command is a program to run in the project's folder.
type command struct {
	root string
	env  []string // added to the environment
	argv []string
}

// run runs the command and writes all it prints to out.
func (c command) run(ctx context.Context, out io.Writer) error {
	cmd := exec.CommandContext(ctx, c.argv[0], c.argv[1:]...)
	cmd.Dir = c.root
	cmd.Env = append(os.Environ(), c.env...)
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(c.argv[:min(3, len(c.argv))], " "), err)
	}
	return nil
}

// lines runs the command and returns what it prints, line by line.
func (c command) lines(ctx context.Context) ([]string, error) {
	var out, complaint bytes.Buffer
	cmd := exec.CommandContext(ctx, c.argv[0], c.argv[1:]...)
	cmd.Dir = c.root
	cmd.Env = append(os.Environ(), c.env...)
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", strings.Join(c.argv, " "), err, complaint.String())
	}
	text := strings.TrimRight(out.String(), "\n")
	if text == "" {
		return nil, nil
	}
	return strings.Split(text, "\n"), nil
}
