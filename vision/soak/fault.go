package soak

import (
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
	"time"

	"nabij/vision/camera/fake"
	"nabij/vision/scene"
	"nabij/vision/session"
)

// fault is one kind of thing that happens.
type fault struct {
	name   string
	notice scene.NoticeKind // by which it is noticed; empty: by what begin returns
	atOnce bool             // it is over when it has begun
	begin  func(r *rig) error
	end    func(r *rig)
}

// notices are what the quiet line says of the camera's faults.
var notices = map[fake.Fault]scene.NoticeKind{
	fake.Vanish: scene.CameraGone, fake.Another: scene.CameraOther, fake.Freeze: scene.CameraStill, fake.Black: scene.CameraDark,
	fake.Stall: scene.CameraStill, fake.Fail: scene.CameraStill, fake.Tear: scene.CameraTorn, fake.Cut: scene.CameraTorn,
	fake.Resize: scene.CameraResized, fake.Slow: scene.CameraSlow,
}

// faults lists everything that may happen.
func faults() (all []fault) {
	for _, f := range fake.Faults {
		all = append(all, fault{
			name: "camera: " + string(f), notice: notices[f],
			begin: func(r *rig) error { r.camera.Do(f); return nil },
			end:   func(r *rig) { r.camera.Do("") },
		})
	}
	for _, d := range []struct {
		name  string
		cause error
	}{{"disk: full", syscall.ENOSPC}, {"disk: read-only", syscall.EROFS}, {"disk: errors", syscall.EIO}} {
		all = append(all, fault{
			name: d.name, notice: scene.RecordPaused,
			begin: func(r *rig) error { r.disk.Fail(d.cause); return nil },
			end:   func(r *rig) { r.disk.Fail(nil) },
		})
	}
	all = append(all,
		fault{name: "computer: asleep", notice: scene.Slept, atOnce: true, begin: func(r *rig) error {
			r.clock.Suspend(time.Duration(5+r.random.IntN(120)) * time.Second)
			return nil
		}},
		fault{name: "clock: set forward", notice: scene.ClockSet, atOnce: true, begin: func(r *rig) error {
			r.clock.Set(time.Duration(2+r.random.IntN(7200)) * time.Second)
			return nil
		}},
		fault{name: "clock: set back", notice: scene.ClockSet, atOnce: true, begin: func(r *rig) error {
			r.clock.Set(-time.Duration(2+r.random.IntN(7200)) * time.Second)
			return nil
		}},
		fault{name: "power cut", atOnce: true, begin: (*rig).cutPower},
	)
	return all
}

// cutPower looks at what would be left if the power went now: the files as
// they are, opened elsewhere.
func (r *rig) cutPower() error {
	cut := r.path + ".cut"
	defer os.Remove(cut)
	defer os.Remove(cut + "-wal")
	for _, end := range []string{"", "-wal"} {
		if err := copyFile(r.path+end, cut+end); err != nil {
			return err
		}
	}
	record, err := session.Open(cut, r.keys)
	if err != nil {
		return err
	}
	_, last := record.Span()
	r.lost(r.told[len(r.told)-1] - last)
	report, err := record.Verify()
	if err == nil && !report.Whole() {
		err = errors.New("the record is not whole")
	}
	if err = errors.Join(err, record.Damage(), record.Close()); err != nil {
		return fmt.Errorf("after a power cut: %w", err)
	}
	return nil
}

// copyFile copies one file.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
