package window

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"nabij/canvas/controls"
	"nabij/canvas/window/display"
	"nabij/canvas/words"
)

// Options say what a window shows.
type Options struct {
	Show // what is shown; with Start, nothing
	// Start is the start view that comes first; nil: none. After a show that
	// was opened there it comes again.
	Start *Start
	// Width and Height are the window's first size, in device-independent
	// px; zero: 1280 by 800.
	Width, Height int
	Lang          words.Lang // of errors and widgets
	Dark          bool       // the widgets' theme
	Scale         float64    // of the widgets' text, 1 to 2; zero: 1
	Fullscreen    bool
	// Lost is called when the display is gone while the window is open. [Run]
	// never returns then: whoever has something to end must end the program,
	// too. It has a goroutine of its own; nil: the program ends at once.
	Lost func(error)
	// CloseAfter closes the window after a while; zero: never.
	CloseAfter time.Duration
}

// ErrNoDisplay tells that there is no display to open a window on.
var ErrNoDisplay = errors.New("no display")

// trouble is an error with what can be done about it.
type trouble struct {
	text, hint string
	cause      error
}

func (t *trouble) Error() string { return t.text }
func (t *trouble) Unwrap() error { return t.cause }

// Hint returns what can be done.
func (t *trouble) Hint() string { return t.hint }

// Run opens the window and returns when it was closed, when the panel is done
// or when ctx ends; none of these is an error. It must be called on the main
// goroutine, once in the life of a process. Without a display it returns an
// error that is [ErrNoDisplay]; it and the error of a display that cannot draw
// have a Hint.
func Run(ctx context.Context, opts Options) (err error) {
	say := words.For(opts.Lang)
	if !display.Found() {
		return &trouble{say.Say("display_missing"), say.Say("display_missing_hint"), ErrNoDisplay}
	}
	defer func() {
		// Ebiten panics where the graphics driver fails in mid-air.
		if caught := recover(); caught != nil {
			err = noGraphics(say, fmt.Errorf("%v", caught))
		}
	}()
	if opts.CloseAfter > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, opts.CloseAfter)
		defer cancel()
	}
	painter, err := newPainter()
	if err != nil {
		return fmt.Errorf("window: %w", err)
	}
	g := newGame(ctx, opening(ctx, opts, painter), opts.Fullscreen)
	defer g.stop()
	prepare(opts)
	if opts.Lost != nil {
		watchDisplay(g.over, func() {
			opts.Lost(&trouble{say.Say("display_lost"), say.Say("display_lost_hint"), ErrNoDisplay})
		})
	}
	if err := ebiten.RunGameWithOptions(g, &ebiten.RunGameOptions{X11ClassName: "nabij", X11InstanceName: "nabij"}); err != nil {
		return noGraphics(say, err)
	}
	return nil
}

// opening is the first stage of a window.
func opening(ctx context.Context, opts Options, painter *painter) stage {
	skin := newSkin(controls.Look{Lang: opts.Lang, Dark: opts.Dark, Scale: opts.Scale}, painter)
	if opts.Start != nil {
		return newStart(ctx, opts.Start, painter, skin, "")
	}
	return opts.Show.stage(painter, skin, stay)
}

func noGraphics(say *words.Speaker, cause error) error {
	return &trouble{say.Say("display_no_graphics") + ": " + say.Retell(cause.Error()), say.Say("display_no_graphics_hint"), cause}
}

// prepare sets up the window before it opens.
func prepare(opts Options) {
	width, height := opts.Width, opts.Height
	if width <= 0 || height <= 0 {
		width, height = 1280, 800
	}
	if w, h := ebiten.Monitor().Size(); w > 0 && h > 0 {
		width, height = min(width, w), min(height, h)
	}
	ebiten.SetWindowSize(width, height)
	ebiten.SetWindowSizeLimits(320, 240, -1, -1)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetWindowTitle("nabij")
	ebiten.SetWindowClosingHandled(true)
	ebiten.SetFullscreen(opts.Fullscreen)
	ebiten.SetScreenClearedEveryFrame(false)
	// Or else a drawing that follows another within 8 ms has no update, and what
	// woke the window is not looked at until something else does.
	ebiten.SetTPS(ebiten.SyncWithFPS)
	// Its successor draws no less often than the screen is refreshed; this
	// one sleeps until something happens, and still works as documented.
	//lint:ignore SA1019 there is no other mode that waits for events
	ebiten.SetFPSMode(ebiten.FPSModeVsyncOffMinimum)
}

// wake lets the window look what is new.
func wake() {
	//lint:ignore SA1019 it belongs to the mode that waits for events
	ebiten.ScheduleFrame()
}
