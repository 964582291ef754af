package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"nabij/canvas/guide"
	"nabij/config"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/camera"
	"nabij/vision/floor"
	"nabij/vision/opencv"
	"nabij/vision/place"
)

// studio is what the guided window asks of the program: cameras, what they
// see, and the room file.
type studio struct {
	path    string // of the room file; empty: a new one
	fresh   bool   // the path is that of a file that is to be made
	driver  camera.Driver
	plainly func(error) error // says in the user's language what is the matter

	mu     sync.Mutex
	source string        // that is watched
	tap    chan<- tapped // takes the frames of a camera that is looked at
	last   *image.RGBA   // the newest picture
	quiet  *image.RGBA   // of the empty room, that was seen last
	eye    *opencv.Eye   // nil: not made yet
	size   vision.Size   // that the eye is for
}

var _ guide.Program = (*studio)(nil)

// Cameras lists the cameras that are connected.
func (s *studio) Cameras() ([]guide.Camera, error) {
	known, err := s.driver.Cameras()
	var cameras []guide.Camera
	for _, c := range known {
		cameras = append(cameras, guide.Camera{Name: c.Name, Source: strconv.Itoa(c.Number)})
	}
	return cameras, err
}

// shownEvery is the least time between two pictures in the window: enough to
// see that it is alive.
const shownEvery = time.Second / 12

// Watch shows a camera, or a clip or picture over and over.
func (s *studio) Watch(ctx context.Context, source string, size vision.Size, opened func(guide.Opened), show func(guide.Frame)) error {
	s.mu.Lock()
	s.source, s.last, s.quiet = source, nil, nil
	s.mu.Unlock()
	if isClip(source) {
		return s.plainly(s.watchClip(ctx, source, opened, show))
	}
	return s.plainly(s.watchCamera(ctx, source, size, opened, show))
}

func (s *studio) watchCamera(ctx context.Context, source string, size vision.Size, opened func(guide.Opened), show func(guide.Frame)) error {
	eyes, err := camera.Begin(ctx, s.driver, source, size, 30, camera.Options{})
	var fault *camera.Fault
	if errors.As(err, &fault) && fault.Trouble() == vision.CameraResized {
		eyes, err = camera.Begin(ctx, s.driver, source, vision.Size{}, 30, camera.Options{})
	}
	if err != nil {
		return err
	}
	defer eyes.Close()
	o := guide.Opened{Name: s.nameOf(source), Size: eyes.Size(), RateHz: eyes.Rate()}
	opened(o)
	return s.pass(ctx, eyes, func(f guide.Frame) {
		// A camera holds its settings only once its pictures have settled.
		if held := locks(eyes.Held()); !slices.Equal(held, o.Locks) {
			o.Locks = held
			opened(o)
		}
		show(f)
	})
}

// locks is what a camera holds still, as the guide says it.
func locks(held []camera.Held) (said []guide.Lock) {
	for _, h := range held {
		said = append(said, guide.Lock{What: string(h.Setting), Held: h.Hold == camera.Locked || h.Hold == camera.Fixed})
	}
	return said
}

// nameOf is the system's name of a camera, which stays when its number changes.
func (s *studio) nameOf(source string) string {
	known, _ := s.driver.Cameras()
	for _, c := range known {
		if strconv.Itoa(c.Number) == source {
			return c.Name
		}
	}
	return source
}

// watchClip plays a clip again and again until the context ends.
func (s *studio) watchClip(ctx context.Context, path string, opened func(guide.Opened), show func(guide.Frame)) error {
	for first := true; ; first = false {
		clip, err := opencv.OpenClip(path)
		if err != nil {
			return err
		}
		if first {
			opened(guide.Opened{Size: clip.Size(), RateHz: rateOf(clip)})
		}
		err = s.pass(ctx, opencv.Pace(clip), show)
		still := clip.Frames() <= 1
		if err := errors.Join(ignoreEnd(err), clip.Close()); err != nil || ctx.Err() != nil {
			return err
		}
		if still {
			<-ctx.Done()
			return nil
		}
	}
}

// rateOf is the rate of a clip; a single picture has none.
func rateOf(clip *opencv.Clip) float64 {
	if clip.Frames() <= 1 {
		return 0
	}
	return clip.Rate()
}

func ignoreEnd(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// frames is a source of frames.
type frames interface {
	Next(context.Context) (vision.Frame, error)
}

// pass hands the frames of a source on to be shown, and to who looks at them.
func (s *studio) pass(ctx context.Context, source frames, show func(guide.Frame)) error {
	shown := time.Time{}
	for {
		frame, err := source.Next(ctx)
		if err != nil {
			return ignoreCancel(ctx, err)
		}
		if now := time.Now(); now.Sub(shown) >= shownEvery {
			shown = now
			show(s.shown(frame))
		}
		if !s.tapInto(frame) {
			frame.Close()
		}
	}
}

func ignoreCancel(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// shown is a frame as the window shows it.
func (s *studio) shown(frame vision.Frame) guide.Frame {
	f := guide.Frame{Trouble: frame.Trouble}
	picture, is := frame.Picture.(*opencv.Picture)
	if !is {
		return f
	}
	size := picture.Size()
	img := image.NewRGBA(image.Rect(0, 0, size.Width, size.Height))
	if picture.CopyTo(img) != nil {
		return f
	}
	if dark(img) {
		return guide.Frame{Trouble: vision.CameraDark}
	}
	f.Image = img
	s.mu.Lock()
	s.last = img
	s.mu.Unlock()
	return f
}

// Snap returns the corner next to a place.
func (s *studio) Snap(img *image.RGBA, near vision.Pixel) (vision.Pixel, bool) {
	if img == nil {
		return near, false
	}
	reach := opencv.SnapReachPx * max(1, float64(img.Rect.Dx())/640)
	corner, found, err := opencv.SnapCorner(img, near, reach)
	return corner, found && err == nil
}

// Sheets finds what may be white sheets.
func (s *studio) Sheets(ctx context.Context, img *image.RGBA) ([]calibrate.Quad, error) {
	return opencv.FindWhiteQuads(ctx, img)
}

// People finds where on the floor people are now.
func (s *studio) People(ctx context.Context, ground *floor.Floor) ([]floor.Point, error) {
	sight, err := s.lookNow(ctx)
	if err != nil {
		return nil, err
	}
	var places []floor.Point
	for i := range sight.Bodies {
		found := place.Fit(ground, sight.Size, &sight.Bodies[i], place.AnyStature)
		if len(found) == 0 {
			continue
		}
		best := found[0]
		for _, h := range found {
			if h.LogEvidence > best.LogEvidence {
				best = h
			}
		}
		places = append(places, best.Place.At)
	}
	return places, nil
}

// Save writes the room to its file, and remembers it for the next start. A new
// room gets a file of its own in the usual folder.
func (s *studio) Save(room floor.Room, anew bool) (string, error) {
	path := s.path
	if anew && !s.fresh || path == "" {
		var err error
		if path, err = freshFile(room.Name); err != nil {
			return "", err
		}
	}
	if len(room.Landmarks) == 0 {
		if g, err := solveRoom(path, room); err == nil {
			// A room without landmarks is a whole one: a moved camera is then
			// noticed by the empty room alone.
			room.Landmarks, _ = s.landmarks(context.Background(), g)
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", s.plainly(fail("fail_save", path, err))
	}
	if err := config.SaveRoom(path, room); err != nil {
		return "", s.plainly(err)
	}
	s.path, s.fresh = path, false
	remember(path)
	return path, nil
}

// freshFile is a file for a room of that name that does not exist yet.
func freshFile(name string) (string, error) {
	data, err := config.DataDir()
	if err != nil {
		return "", err
	}
	base := cmp.Or(fileName(name), "room")
	for n := 1; ; n++ {
		path := filepath.Join(data, "rooms", base+".yaml")
		if n > 1 {
			path = filepath.Join(data, "rooms", fmt.Sprintf("%s %d.yaml", base, n))
		}
		if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
			return path, nil
		} else if err != nil {
			return "", err
		}
	}
}

// fileName is a name without what file names may not have.
func fileName(name string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return -1
		}
		return r
	}, name)
	return strings.Trim(strings.TrimSpace(clean), ".")
}
