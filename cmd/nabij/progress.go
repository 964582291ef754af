package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// progress shows on a terminal how far long work is; elsewhere it is silent.
type progress struct {
	teller     // without a writer: silent
	of     int // 0: unknown
	begun  time.Time
	shown  time.Time
}

func newProgress(to teller, of int) *progress {
	p := &progress{of: of, begun: time.Now()}
	if f, ok := to.Writer.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.teller = to
	}
	return p
}

// step tells that so many frames are done; it writes a few times a second.
func (p *progress) step(done int) {
	now := time.Now()
	if p.Writer == nil || now.Sub(p.shown) < 200*time.Millisecond {
		return
	}
	p.shown = now
	if p.of < done {
		fmt.Fprintf(p, "\r%s ", p.Sayf("progress_frames", done))
		return
	}
	left := time.Duration(float64(now.Sub(p.begun)) * float64(p.of-done) / float64(max(1, done)))
	fmt.Fprintf(p, "\r%s   ", p.Sayf("progress_of_frames", done, p.of, left.Round(time.Second)))
}

// barWidth is how many signs a bar of progress has.
const barWidth = 30

// share shows a bar: so much is done, of so much in all.
func (p *progress) share(done, of int) {
	now := time.Now()
	if p.Writer == nil || of <= 0 || now.Sub(p.shown) < 200*time.Millisecond {
		return
	}
	p.shown = now
	part := min(1, float64(done)/float64(of))
	full := int(part * barWidth)
	left := time.Duration(float64(now.Sub(p.begun)) * (1 - part) / max(part, 0.001))
	bar := strings.Repeat("=", full) + strings.Repeat(" ", barWidth-full)
	fmt.Fprintf(p, "\r[%s] %s   ", bar, p.Sayf("progress_share", 100*part, left.Round(time.Second)))
}

// end clears the line.
func (p *progress) end() {
	if p.Writer != nil {
		fmt.Fprint(p, "\r\x1b[K")
	}
}
