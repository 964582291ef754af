package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"nabij/canvas/controls"
	"nabij/canvas/window"
	"nabij/canvas/window/display"
	"nabij/config"
	"nabij/vision/floor"
	"nabij/vision/opencv"
	"nabij/vision/scene"
	"nabij/vision/session"
)

func live(ctx context.Context, c *call) (err error) {
	c.secret()
	roomFile := c.String("room", "", "flag_room")
	source := c.String("source", "", "flag_source")
	people := c.Int("people", 0, "flag_people")
	recordFile := c.String("record", "", "flag_record")
	statsFile := c.String("stats", "", "flag_stats")
	limit := c.Duration("for", 0, "flag_for_live")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	if *people < 0 {
		return misused("use_people")
	}
	path, err := chosenRoom(*roomFile)
	if err != nil {
		return err
	}
	g, err := openRoom(path)
	if err != nil {
		return err
	}
	if *source == "" {
		*source = g.room.Device
	}
	var files outputs
	defer files.drop()
	var w *watching
	begun, cpu := time.Now(), cpuTime()
	if err := files.add(*statsFile, func(to io.Writer) error { return w.figures(begun, cpu).write(to) }); err != nil {
		return err
	}
	if !display.Found() {
		return window.Run(ctx, window.Options{Lang: c.language()}) // says what is missing
	}
	eyes, err := newCurtain(ctx, func(ctx context.Context) (liveSource, error) { return openLive(ctx, *source, g.room.Size) })
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, eyes.Close()) }()
	if err := g.fits(path, eyes.Size(), *source); err != nil {
		return err
	}
	remember(path)
	keep, err := c.keeper(*recordFile, g)
	if err != nil {
		return err
	}
	w = &watching{source: eyes, options: g.options(*people), keeper: keep, limit: *limit}
	if err := c.watchInWindow(ctx, w, g, eyes); err != nil {
		return err
	}
	return files.keep()
}

var errNoRoom = fail("fail_no_room")

// chosenRoom is the room file that was named, or the one used last.
func chosenRoom(path string) (string, error) {
	if path != "" {
		return path, nil
	}
	if file, err := config.SettingsFile(); err == nil {
		path = config.LoadSettings(file).Room
	}
	if path == "" {
		return "", hinted{errNoRoom, advice("hint_no_room")}
	}
	return path, nil
}

// mostRooms is how many rooms used before are remembered.
const mostRooms = 8

// remember notes the room for the next start. It is a convenience: that it
// fails is no reason to stop a session.
func remember(room string) {
	absolute, err := filepath.Abs(room)
	if err != nil {
		return
	}
	if file, err := config.SettingsFile(); err == nil {
		s := config.LoadSettings(file)
		s.Rooms = append([]string{absolute}, slices.DeleteFunc(s.Rooms, func(path string) bool { return path == absolute })...)
		s.Room, s.Rooms = absolute, s.Rooms[:min(len(s.Rooms), mostRooms)]
		s.Save(file) //nolint:errcheck // see above
	}
}

// keeper returns a keeper that records to path from the start, or, where path
// is empty, to a new file when it is asked to.
func (c *call) keeper(path string, g ground) (*keeper, error) {
	if path == "" {
		dir, err := recordsFolder()
		return &keeper{path: dir, begin: func() (*session.Writer, error) { return c.recordNow(g) }}, err
	}
	k := &keeper{path: path, begin: func() (*session.Writer, error) {
		keys, err := c.keys(path)
		if err != nil {
			return nil, err
		}
		return session.Create(path, keys, header(g.room))
	}}
	return k, k.Keep()
}

// recordNow begins a record in the usual folder, named by the clock.
func (c *call) recordNow(g ground) (*session.Writer, error) {
	dir, err := recordsFolder()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, time.Now().Format("2006-01-02 15.04.05")+".nabij")
	keys, err := c.keys(path)
	if err != nil {
		return nil, err
	}
	return session.Create(path, keys, header(g.room))
}

// liveSession is what the window may ask of a session.
type liveSession struct {
	*keeper
	*curtain
	*company
	*peephole
	*opencv.Minder
	unlock  func(passphrase string) error
	plainly func(error) error // says an error in the user's language
}

var _ controls.Laying = liveSession{}

// Keep begins to record, under the names that people have.
func (s liveSession) Keep() error {
	begun := s.keeper.Keeping()
	if err := s.keeper.Keep(); err != nil || begun {
		return s.plainly(err)
	}
	return s.plainly(s.keeper.name(s.company.namings()))
}

// Pause closes the eye, and with it every view through it.
func (s liveSession) Pause(closed bool) error {
	s.peephole.See(false)
	return s.curtain.Pause(closed)
}

// Welcome says who is here, on the map and in the record.
func (s liveSession) Welcome(guests []controls.Guest) error {
	return s.plainly(s.keeper.name(s.company.welcome(guests)))
}

// Exchange gives two people each other's names from now on.
func (s liveSession) Exchange(a, b string) error {
	s.company.exchange(a, b)
	return s.plainly(s.keeper.swap(a, b))
}

// Unlock tries a passphrase that was typed in the window.
func (s liveSession) Unlock(passphrase string) error { return s.plainly(s.unlock(passphrase)) }

// Mark keeps a moment and returns its ID.
func (s liveSession) Mark(m scene.Moment) (int64, error) {
	id, err := s.keeper.Mark(m)
	return id, s.plainly(err)
}

// Edit puts a moment in place of the one with its ID.
func (s liveSession) Edit(m scene.Moment) error { return s.plainly(s.keeper.Edit(m)) }

// watchInWindow watches and shows until the window is closed or the source
// ends.
func (c *call) watchInWindow(ctx context.Context, w *watching, g ground, eyes *curtain) error {
	c.asksInWindow()
	show, err := c.watchShow(ctx, w, g, eyes)
	if err != nil {
		return err
	}
	look := c.look()
	err = window.Run(ctx, window.Options{Show: show, Lang: look.Lang, Dark: look.Dark, Scale: look.Scale, Lost: c.lost(ctx)})
	if err != nil {
		return c.withoutWindow(ctx, err)
	}
	c.wear(show.Panel.Look())
	return show.Close()
}

// watchShow begins to watch. The window has the main goroutine, as it must;
// the eye has another. Closing the show ends it and closes the record.
func (c *call) watchShow(ctx context.Context, w *watching, g ground, eyes *curtain) (window.Show, error) {
	eye, err := opencv.NewEye(eyes.Size(), opencv.EyeOptions{Sparing: true})
	if err != nil {
		return window.Show{}, errors.Join(err, w.keeper.close())
	}
	minder := opencv.Mind(eye, g.room, g.floor)
	w.options.Ground, w.options.Laid = minder, func(at time.Duration) ([]floor.Zone, bool) {
		room, changed := minder.Renewed()
		if changed {
			w.keeper.lay(at, room)
		}
		return room.Zones, changed
	}
	hole := &peephole{Eye: minder}
	w.eye = hole
	ctx, stop := context.WithCancel(ctx)
	w.company = newCompany()
	scenes, over := make(chan scene.Scene), make(chan struct{})
	send := func(s scene.Scene) {
		select {
		case scenes <- s:
		case <-ctx.Done():
		}
	}
	w.show = send
	watched := make(chan error, 1)
	go func() {
		err := w.run(ctx)
		if err != nil || !w.stay {
			close(over)
		}
		watched <- err
	}()
	session := liveSession{w.keeper, eyes, w.company, hole, minder, c.unlock, c.plainly}
	closing := sync.OnceValue(func() error {
		stop()
		hole.See(false)
		return errors.Join(<-watched, minder.Close())
	})
	c.afloat.Store(&afloat{keeping: w.keeper.Keeping, scenes: scenes, over: over, close: closing})
	return window.Show{
		Panel:  controls.Live(g.room, session, c.look()),
		Scenes: scenes, Over: over, OnDrawn: w.drawn,
		Camera: hole.Picture,
		Close:  closing,
	}, nil
}
