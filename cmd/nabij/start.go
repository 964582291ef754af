package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"nabij/canvas/window"
	"nabij/canvas/words"
	"nabij/config"
	"nabij/vision/session"
)

// start is nabij without a subcommand: a window to begin, to look back and to
// look around in.
func start(ctx context.Context, c *call) error {
	c.secret()
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	c.asksInWindow()
	look := c.look()
	err := window.Run(ctx, window.Options{
		Lang: look.Lang, Dark: look.Dark, Scale: look.Scale,
		Start: &window.Start{News: c.news, Open: c.open, Use: c.use, Wear: c.wear, Check: c.check, Look: look},
		Lost:  c.lost(ctx),
	})
	if err != nil {
		return c.withoutWindow(ctx, err)
	}
	return nil
}

// recordsFolder is where sessions are kept that nobody named a file for.
func recordsFolder() (string, error) {
	data, err := config.DataDir()
	return filepath.Join(data, "records"), err
}

// open does what was chosen in the start view.
func (c *call) open(ctx context.Context, choice window.Choice) (*window.Show, error) {
	if err := c.unlocked(choice); err != nil {
		return nil, err
	}
	var show window.Show
	var err error
	switch choice.Want {
	case window.Begin:
		show, err = c.beginShow(ctx, cmp.Or(choice.Path, choice.Camera), choice.Camera != "")
	case window.LookBack:
		if choice.Path == "" {
			show, err = c.libraryShow()
		} else {
			show, err = c.lookBackShow(choice.Path)
		}
	case window.Calibrate:
		show, err = c.guideShow("", "", true)
	case window.Demo:
		show, err = c.demoShow(ctx)
	default:
		err = fail("fail_start_view_choice_unknown", choice.Want)
	}
	if errors.Is(err, session.ErrPassphrase) {
		c.typed = ""
		own, _ := session.HasOwn(choice.Path)
		err = lockedAway{cause: c.plainly(err), own: own}
	}
	if err != nil {
		return nil, c.plainly(err)
	}
	return &show, nil
}

// unlocked takes the passphrase that was typed; where the code of the printed
// sheet was, it is the practice's new one.
func (c *call) unlocked(choice window.Choice) error {
	c.typed = cmp.Or(choice.Passphrase, c.typed)
	if choice.Code == "" {
		return nil
	}
	dir, err := c.libraryKeys("")
	if err == nil {
		_, err = session.Recover(dir, choice.Code, choice.Passphrase)
	}
	if err == nil {
		return nil
	}
	c.typed = ""
	say := words.For(c.language())
	switch {
	case errors.Is(err, session.ErrPassphrase):
		err = plain{say.Say("trouble_code"), err}
	case errors.Is(err, session.ErrNoRecovery):
		err = plain{say.Say("trouble_no_code"), err}
	default:
		err = c.plainly(err)
	}
	return lockedAway{cause: err}
}

// beginShow begins a session in the room used last, with its own camera where
// no source is named; a camera that was chosen for it is noted in its file.
func (c *call) beginShow(ctx context.Context, source string, note bool) (window.Show, error) {
	path, err := chosenRoom("")
	if err != nil {
		return window.Show{}, err
	}
	g, err := openRoom(path)
	if err != nil {
		return window.Show{}, err
	}
	if note {
		g.room.Device = source
		if err := config.SaveRoom(path, g.room); err != nil {
			return window.Show{}, err
		}
	}
	source = cmp.Or(source, g.room.Device)
	eyes, err := newCurtain(ctx, func(ctx context.Context) (liveSource, error) { return openLive(ctx, source, g.room.Size) })
	if err != nil {
		return window.Show{}, err
	}
	if err := g.fits(path, eyes.Size(), source); err != nil {
		return window.Show{}, errors.Join(err, eyes.Close())
	}
	keep, err := c.keeper("", g)
	if err != nil {
		return window.Show{}, errors.Join(err, eyes.Close())
	}
	w := &watching{source: eyes, options: g.options(0), keeper: keep}
	return c.withCurtain(ctx, w, g, eyes)
}

// demoShow is the demo, as live does it.
func (c *call) demoShow(ctx context.Context) (window.Show, error) {
	g, err := demoGround()
	if err != nil {
		return window.Show{}, err
	}
	eyes, err := newCurtain(ctx, func(context.Context) (liveSource, error) { return openEmbedded(demoClip) })
	if err != nil {
		return window.Show{}, err
	}
	w := &watching{source: eyes, options: g.options(0), keeper: &keeper{begin: c.keepDemo}, stay: true}
	return c.withCurtain(ctx, w, g, eyes)
}

// withCurtain is a show that also closes what it looks through.
func (c *call) withCurtain(ctx context.Context, w *watching, g ground, eyes *curtain) (window.Show, error) {
	show, err := c.watchShow(ctx, w, g, eyes)
	if err != nil {
		return show, errors.Join(err, eyes.Close())
	}
	end := show.Close
	show.Close = func() error { return errors.Join(end(), eyes.Close()) }
	return show, nil
}

// lookBackShow opens a record.
func (c *call) lookBackShow(path string) (window.Show, error) {
	record, err := c.openRecord(path)
	if errors.Is(err, fs.ErrNotExist) {
		return window.Show{}, fail("fail_record_gone", path)
	}
	if err != nil {
		return window.Show{}, err
	}
	return c.recordShow(record)
}

// recordShow is a record in a window that closes it in the end.
func (c *call) recordShow(record *session.Record) (window.Show, error) {
	show, err := c.replayShow(record)
	if err != nil {
		return show, errors.Join(err, record.Close())
	}
	show.Close = record.Close
	return show, nil
}
