package soak

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"nabij/vision"
	"nabij/vision/camera"
	"nabij/vision/camera/fake"
	"nabij/vision/floor"
	"nabij/vision/pipeline"
	"nabij/vision/scene"
	"nabij/vision/session"
)

// Options say how long and how rough it gets.
type Options struct {
	Seed uint64
	For  time.Duration // of made-up time
	// Folder is where the records are made; they are removed one by one.
	Folder string
	// Driver may put something between the fake camera and the session, such
	// as pictures in OpenCV's memory; nil: nothing.
	Driver func(camera.Driver) camera.Driver
	// Told is told how much time has passed, after each fault; nil: nobody is.
	Told func(passed time.Duration)
	// Ended is told the same after each record was read back and removed; nil:
	// nobody is.
	Ended func(passed time.Duration)
}

// How it goes on.
const (
	sessionLasts = 10 * time.Minute
	commitEvery  = 500 * time.Millisecond // as the program does
	leastCalm    = 5 * time.Second        // between two faults
	moreCalm     = 14 * time.Second
	leastFault   = 2500 * time.Millisecond // a shorter one need not be noticed
	moreFault    = 6 * time.Second
	longFault    = time.Minute // one in twenty lasts that long
	overWithin   = 10 * time.Second
)

// rig is a session and what happens to it.
type rig struct {
	options Options
	random  *mathrand.Rand
	clock   *fake.Clock
	camera  *fake.Camera
	disk    *session.Trial
	keys    *session.Keys
	room    floor.Room
	all     []fault
	report  *Report

	writer  *session.Writer
	path    string
	opened  time.Duration   // when the record was begun
	flushed time.Duration   // when it was last committed
	told    []time.Duration // the scenes of the record

	due    time.Duration // when the next fault is
	active *happening
	marks  []happening // the faults of this record
}

// happening is one fault that happens.
type happening struct {
	fault   fault
	from    time.Duration
	until   time.Duration
	noticed bool
	ended   bool
}

// Run lets the time pass and tells what became of it. An error means that the
// soak itself could not go on: that, too, is a fault that was not survived.
func Run(ctx context.Context, o Options) (*Report, error) {
	keys, err := session.OpenKeys(filepath.Join(o.Folder, "keys"), rand.Text())
	if err != nil {
		return nil, err
	}
	script := newScript()
	clock := fake.NewClock(time.Now())
	r := &rig{
		options: o, random: mathrand.New(mathrand.NewPCG(o.Seed, 1)), clock: clock, camera: fake.NewCamera(clock, pictureSize, RateHz),
		disk: session.NewTrial(), keys: keys, room: script.Room.Described(mathrand.New(mathrand.NewPCG(o.Seed, 2))), all: faults(),
		report: &Report{Kinds: map[string]*Count{}}, due: leastCalm,
	}
	defer r.disk.Close()
	for _, f := range r.all {
		r.report.Kinds[f.name] = &Count{}
	}
	before := runtime.NumGoroutine()
	eye := newEye(script)
	err = r.run(ctx, eye)
	runtime.KeepAlive(eye) // its memory counts to the end
	r.report.Passed = clock.Elapsed()
	r.report.Goroutines = runtime.NumGoroutine() - before
	if err != nil {
		return r.report, fmt.Errorf("soak: %w", err)
	}
	return r.report, nil
}

func (r *rig) run(ctx context.Context, eye *eye) (err error) {
	driver := camera.Driver(r.camera)
	if r.options.Driver != nil {
		driver = r.options.Driver(driver)
	}
	steady, err := camera.Begin(ctx, driver, fake.Name, pictureSize, RateHz, camera.Options{Clock: r.clock, Inline: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, steady.Close()) }()
	ground, err := floor.Solve(r.room.Size, r.room.Lens, r.room.Points)
	if err != nil {
		return err
	}
	if err := r.beginRecord(); err != nil {
		return err
	}
	options := pipeline.Options{Ground: ground, Zones: r.room.Zones}
	err = pipeline.Follow(ctx, limited{steady, r}, eye, options, func(m pipeline.Moment) error { return r.tell(m.Scene) })
	return errors.Join(err, r.endRecord())
}

// limited is a source that ends when the time is over and nothing happens.
type limited struct {
	*camera.Steady
	rig *rig
}

func (l limited) Next(ctx context.Context) (vision.Frame, error) {
	if l.rig.active == nil && l.rig.clock.Elapsed() >= l.rig.options.For {
		return vision.Frame{}, io.EOF
	}
	return l.Steady.Next(ctx)
}

// tell keeps a scene, looks what became of a fault, and begins the next.
func (r *rig) tell(s scene.Scene) error {
	now := r.clock.Elapsed()
	if err := r.keep(&s, now); err != nil {
		return err
	}
	r.report.Scenes++
	r.report.People = max(r.report.People, len(s.People))
	switch {
	case r.active != nil:
		r.watch(&s, now)
	case now-r.opened >= sessionLasts:
		if err := r.endRecord(); err != nil {
			return err
		}
		return r.beginRecord()
	case now >= r.due:
		r.happen()
	}
	return nil
}

// keep records a scene as the program does, and says when nothing is kept.
func (r *rig) keep(s *scene.Scene, now time.Duration) error {
	if err := r.writer.Append(*s); err != nil {
		return err
	}
	r.told = append(r.told, s.At)
	if now-r.flushed >= commitEvery {
		r.flushed = now
		r.writer.Flush() //nolint:errcheck // Paused tells
	}
	if r.writer.Paused() != nil {
		s.Notices = append(s.Notices, scene.Notice{Kind: scene.RecordPaused})
	}
	return nil
}

// happen begins a fault.
func (r *rig) happen() {
	f := r.all[r.random.IntN(len(r.all))]
	lasts := leastFault + r.between(moreFault)
	if r.random.IntN(20) == 0 {
		lasts = longFault
	}
	count := r.report.Kinds[f.name]
	count.Injected++
	r.marks = append(r.marks, happening{fault: f, from: r.told[len(r.told)-1]})
	err := f.begin(r)
	now := r.clock.Elapsed()
	r.active = &happening{fault: f, from: now, until: now + lasts, ended: f.atOnce}
	if f.atOnce {
		r.active.until = now
	}
	switch {
	case err != nil:
		r.report.problem("%s at %v: %v", f.name, now, err)
	case f.notice == "":
		r.active.noticed = true
		count.Noticed++
	}
}

func (r *rig) between(d time.Duration) time.Duration {
	return time.Duration(r.random.Int64N(int64(d)))
}

// watch looks what becomes of the fault that happens.
func (r *rig) watch(s *scene.Scene, now time.Duration) {
	a := r.active
	count := r.report.Kinds[a.fault.name]
	if !a.noticed && says(s, a.fault.notice) {
		a.noticed = true
		count.Noticed++
		count.Latest = max(count.Latest, now-a.from)
	}
	if !a.ended && now >= a.until {
		a.fault.end(r)
		a.ended, a.until = true, now
	}
	switch {
	case !a.ended:
	case a.noticed && calm(s):
		count.Survived++
		r.active = nil
	case now-a.until > overWithin:
		r.report.problem("%s at %v: noticed %v, not over %v after its end: notices %v", a.fault.name, a.from, a.noticed, overWithin, s.Notices)
		r.active = nil
	}
	if r.active == nil {
		r.due = now + leastCalm + r.between(moreCalm)
		if r.options.Told != nil {
			r.options.Told(now)
		}
	}
}

func says(s *scene.Scene, kind scene.NoticeKind) bool {
	for _, n := range s.Notices {
		if n.Kind == kind {
			return true
		}
	}
	return false
}

// calm reports whether nothing is said of room, camera and record, and both
// people are seen.
func calm(s *scene.Scene) bool {
	for _, n := range s.Notices {
		if len(n.People) == 0 {
			return false
		}
	}
	seen := 0
	for _, p := range s.People {
		if p.Seen {
			seen++
		}
	}
	return seen == 2
}

// lost notes what the present fault cost the record.
func (r *rig) lost(d time.Duration) {
	count := r.report.Kinds[r.marks[len(r.marks)-1].fault.name]
	count.Lost = max(count.Lost, d)
}

func (r *rig) beginRecord() (err error) {
	r.report.Sessions++
	r.path = filepath.Join(r.options.Folder, fmt.Sprintf("%d.nabij", r.report.Sessions))
	r.writer, err = r.disk.Create(r.path, r.keys, session.Header{Program: "soak", Started: r.clock.Wall(), Room: r.room})
	r.opened, r.told, r.marks = r.clock.Elapsed(), r.told[:0], r.marks[:0]
	return err
}

// endRecord closes the record, reads it back and removes it.
func (r *rig) endRecord() error {
	if err := r.writer.Close(); err != nil {
		return err
	}
	record, err := session.Open(r.path, r.keys)
	if err != nil {
		return err
	}
	err = errors.Join(r.readBack(record), record.Close(), os.Remove(r.path))
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	r.report.HeapMB = append(r.report.HeapMB, float64(m.HeapAlloc)/1e6)
	if r.options.Ended != nil {
		r.options.Ended(r.clock.Elapsed())
	}
	return err
}

// readBack looks which of the scenes that were told are not in the record, and
// puts them down to the fault before them.
func (r *rig) readBack(record *session.Record) error {
	if report, err := record.Verify(); err != nil || !report.Whole() {
		return errors.Join(errors.New("the record is not whole"), err)
	}
	next, missing := 0, map[int]time.Duration{}
	first, last := record.Span()
	miss := func(i int) {
		mark := len(r.marks) - 1
		for mark > 0 && r.marks[mark].from > r.told[i] {
			mark--
		}
		missing[mark] += time.Second / RateHz
	}
	for s, err := range record.Range(first, last) {
		if err != nil {
			return err
		}
		for ; next < len(r.told) && r.told[next] < s.At; next++ {
			miss(next)
		}
		next++
	}
	for ; next < len(r.told); next++ {
		miss(next)
	}
	for mark, d := range missing {
		if mark < 0 {
			r.report.problem("%v of a record is missing though nothing happened", d)
			continue
		}
		count := r.report.Kinds[r.marks[mark].fault.name]
		count.Lost = max(count.Lost, d)
	}
	return nil
}
