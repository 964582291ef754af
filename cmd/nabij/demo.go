package main

import (
	"context"
	"crypto/rand"
	_ "embed"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"nabij/canvas"
	"nabij/canvas/livemap"
	"nabij/canvas/still"
	"nabij/canvas/window/display"
	"nabij/canvas/words"
	"nabij/config"
	"nabij/vision/opencv"
	"nabij/vision/scene"
	"nabij/vision/session"
)

//go:embed demo/clip.mp4
var demoClip []byte

//go:embed demo/room.yaml
var demoRoom []byte

func demo(ctx context.Context, c *call) error {
	folder := c.String("offscreen", "", "flag_offscreen")
	limit := c.Duration("for", 0, "flag_for_demo")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	if *folder != "" {
		return c.demoOffScreen(ctx, *folder, *limit)
	}
	return c.demoInWindow(ctx, *limit)
}

// demoInWindow runs the demo as live does. Nothing is kept unless the key for
// it is pressed.
func (c *call) demoInWindow(ctx context.Context, limit time.Duration) (err error) {
	if !display.Found() {
		return hinted{fail("fail_no_display_for_window"), advice("hint_demo_offscreen")}
	}
	g, err := demoGround()
	if err != nil {
		return err
	}
	eyes, err := newCurtain(ctx, func(context.Context) (liveSource, error) { return openEmbedded(demoClip) })
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, eyes.Close()) }()
	w := &watching{source: eyes, options: g.options(0), keeper: &keeper{begin: c.keepDemo}, limit: limit, stay: limit == 0}
	return c.watchInWindow(ctx, w, g, eyes)
}

// keepDemo begins a record of the demo in the program's folder.
func (c *call) keepDemo() (*session.Writer, error) {
	data, err := config.DataDir()
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(data, "demo")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	g, err := demoGround()
	if err != nil {
		return nil, err
	}
	kept, err := newDemoRecord(filepath.Join(dir, "demo"), g)
	if err == nil {
		c.tell("say_demo_kept", kept.path, kept.passphraseFile)
	}
	return kept.Writer, err
}

// demoGround is the embedded room.
func demoGround() (ground, error) {
	const name = "demo/room.yaml"
	room, err := config.ParseRoom(name, demoRoom)
	if err != nil {
		return ground{}, err
	}
	return solveRoom(name, room)
}

// openEmbedded opens a clip that is part of the program. OpenCV opens files
// only, so it passes through one that nobody else may read and that is gone
// when the clip is closed.
func openEmbedded(data []byte) (liveSource, error) {
	dir, err := os.MkdirTemp("", "nabij-demo-") // mode 0700
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "clip.mp4")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	clip, err := opencv.OpenClip(path)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return &embedded{opencv.Pace(clip), dir}, nil
}

// embedded is a clip from the program itself.
type embedded struct {
	*opencv.Paced
	dir string
}

// Close closes the clip and removes its file.
func (e *embedded) Close() error { return errors.Join(e.Paced.Close(), os.RemoveAll(e.dir)) }

// demoOffScreen runs the demo the whole live way but for the window.
func (c *call) demoOffScreen(ctx context.Context, folder string, limit time.Duration) (err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fail("fail_demo_folder", err)
	}
	picture, err := create(filepath.Join(folder, "map.png"))
	if err != nil {
		return err
	}
	defer picture.drop()
	g, err := demoGround()
	if err != nil {
		return err
	}
	source, err := openEmbedded(demoClip)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	eye, err := opencv.NewEye(source.Size(), opencv.EyeOptions{Sparing: true})
	if err != nil {
		return err
	}
	defer eye.Close()
	kept, err := newDemoRecord(filepath.Join(folder, "demo"), g)
	if err != nil {
		return err
	}
	c.tell("say_demo_plays")
	screen := newSheet(g, c.language())
	w := &watching{source: source, eye: eye, options: g.options(0), keeper: &keeper{writer: kept.Writer}, limit: limit}
	w.show = func(s scene.Scene) {
		screen.show(s)
		w.drawn(s.Frame, time.Now())
	}
	if err := w.run(ctx); err != nil {
		return err
	}
	if err := picture.keep(screen.png); err != nil {
		return err
	}
	s := w.figures(time.Now(), 0)
	c.tell("say_demo_seen", s.Frames, s.Dropped, s.CameraToMap.P50)
	c.tell("say_demo_left", picture.path, kept.path, kept.passphraseFile)
	c.tell("say_demo_replay", kept.passphraseFile, kept.path)
	return nil
}

// demoRecord is a record with a key store and a passphrase of its own, so that
// a demo never meets the practice's.
type demoRecord struct {
	*session.Writer
	path, passphraseFile string
}

// newDemoRecord begins base.nabij, in place of an earlier demo's.
func newDemoRecord(base string, g ground) (demoRecord, error) {
	r := demoRecord{path: base + ".nabij", passphraseFile: base + ".passphrase"}
	keys := ownKeys(r.path)
	if _, err := os.Stat(r.path); err == nil && !session.HasKeys(keys) {
		return r, fail("fail_create_record", r.path, session.ErrExists)
	}
	for _, old := range []string{r.path, r.path + "-wal", keys} {
		if err := os.RemoveAll(old); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return r, err
		}
	}
	passphrase := rand.Text()
	secret, err := create(r.passphraseFile)
	if err != nil {
		return r, err
	}
	if err := secret.keepText(passphrase + "\n"); err != nil {
		return r, err
	}
	opened, err := session.OpenKeys(keys, passphrase)
	if err != nil {
		return r, err
	}
	r.Writer, err = session.Create(r.path, opened, header(g.room))
	return r, err
}

// sheet is a map without a window: it keeps what the last scene looks like.
type sheet struct {
	mu     sync.Mutex
	ground ground
	lang   words.Lang
	last   scene.Scene
	trails livemap.Trails
}

func newSheet(g ground, lang words.Lang) *sheet { return &sheet{ground: g, lang: lang} }

func (s *sheet) show(now scene.Scene) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = now
	s.trails.Add(now)
}

// draw returns the map as it is now.
func (s *sheet) draw() *canvas.List {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := &canvas.List{Width: 1280, Height: 960}
	livemap.Draw(list, s.ground.room, s.last, &s.trails, livemap.Options{Lang: s.lang})
	return list
}

func (s *sheet) png(w io.Writer) error { return still.PNG(w, s.draw()) }
