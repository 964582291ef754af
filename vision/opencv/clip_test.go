package opencv

import (
	"bytes"
	"context"
	"errors"
	"image"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gocv.io/x/gocv"

	"nabij/vision"
)

// drain reads a source to its end and returns the times of its frames.
func drain(t *testing.T, next func(context.Context) (vision.Frame, error)) ([]time.Duration, error) {
	t.Helper()
	var times []time.Duration
	for {
		frame, err := next(context.Background())
		if err != nil {
			return times, err
		}
		times = append(times, frame.At)
		frame.Picture.Close()
	}
}

func TestClipGivesEveryFrameAtItsTime(t *testing.T) {
	clip, err := OpenClip(demo + "clip.mp4")
	if err != nil {
		t.Fatal(err)
	}
	defer clip.Close()
	if clip.Size() != (vision.Size{Width: 640, Height: 480}) || clip.Rate() != 10 || clip.Frames() != 200 {
		t.Errorf("size %v, rate %v, frames %v", clip.Size(), clip.Rate(), clip.Frames())
	}
	times, err := drain(t, clip.Next)
	if err != io.EOF {
		t.Errorf("ended with %v", err)
	}
	if len(times) != 200 {
		t.Errorf("%d frames, want 200", len(times))
	}
	for i, at := range times {
		if want := time.Duration(i) * 100 * time.Millisecond; at != want {
			t.Fatalf("frame %d at %v, want %v", i+1, at, want)
		}
	}
}

// footage writes a clip of noise, which compresses badly, and returns its path.
func footage(t testing.TB, frames int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "noise.avi")
	writer, err := gocv.VideoWriterFile(path, "MJPG", 20, 160, 120, true)
	if err != nil {
		t.Fatal(err)
	}
	mat := gocv.NewMatWithSize(120, 160, gocv.MatTypeCV8UC3)
	defer mat.Close()
	for range frames {
		gocv.RandU(&mat, gocv.NewScalar(0, 0, 0, 0), gocv.NewScalar(255, 255, 255, 0))
		if err := writer.Write(mat); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestClipThatWasCutOffSaysSo(t *testing.T) {
	path := footage(t, 60)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, int64(len(whole)/2)); err != nil {
		t.Fatal(err)
	}
	clip, err := OpenClip(path)
	if err != nil {
		t.Fatal(err)
	}
	defer clip.Close()
	times, err := drain(t, clip.Next)
	if err == io.EOF || hint(err) == "" || !strings.Contains(err.Error(), path) {
		t.Errorf("after %d frames: %v", len(times), err)
	}
	if len(times) < 20 {
		t.Errorf("only %d of the frames that are there", len(times))
	}
}

func hint(err error) string {
	var with interface{ Hint() string }
	if errors.As(err, &with) {
		return with.Hint()
	}
	return ""
}

func TestOpenClipRefusesInWords(t *testing.T) {
	folder := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	whole, err := os.ReadFile(demo + "clip.mp4")
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(folder, "none.mp4"):           "no such file",
		folder:                                      "is a folder",
		write("empty.mp4", nil):                     "is empty",
		write("text.mp4", []byte("hello\n")):        "no video",
		write("zeros.mp4", make([]byte, 5000)):      "no video",
		write("cut.mp4", whole[:3_000_000]):         "no video",
		"http://127.0.0.1:1/clip.mp4":               "no such file",
		write("%d.png", []byte("not one of many")):  "no video",
		write("list.m3u8", []byte("#EXTM3U\nx.ts")): "no video",
	} {
		clip, err := OpenClip(path)
		if err == nil {
			clip.Close()
			t.Errorf("%s: opened", path)
			continue
		}
		if !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), filepath.Base(path)) ||
			strings.Contains(err.Error(), "\n") || hint(err) == "" {
			t.Errorf("%s: %q, hint %q; want %q", path, err, hint(err), want)
		}
	}
}

// TestNothingReachesStderr runs the refusals and a damaged clip in a process
// of their own and looks at what the libraries wrote.
func TestNothingReachesStderr(t *testing.T) {
	command := exec.Command(os.Args[0], "-test.run=^(TestOpenClipRefusesInWords|TestClipThatWasCutOffSaysSo|TestDamagedClip|TestOpenCameraRefusesInWords)$", "-test.count=1")
	for _, variable := range os.Environ() { // as a stranger starts it
		if !strings.HasPrefix(variable, "OPENCV_") {
			command.Env = append(command.Env, variable)
		}
	}
	var stderr bytes.Buffer
	command.Stderr = &stderr
	if out, err := command.Output(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if stderr.Len() > 0 {
		t.Errorf("stderr:\n%s", &stderr)
	}
}

func TestDamagedClip(t *testing.T) {
	data, err := os.ReadFile(demo + "clip.mp4")
	if err != nil {
		t.Fatal(err)
	}
	for i := 1_000_000; i < 1_200_000; i++ {
		data[i] = byte(i * 7)
	}
	path := filepath.Join(t.TempDir(), "damaged.mp4")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	clip, err := OpenClip(path)
	if err != nil {
		t.Fatal(err)
	}
	defer clip.Close()
	times, _ := drain(t, clip.Next)
	for i := 1; i < len(times); i++ {
		if times[i] < times[i-1] {
			t.Fatalf("time goes back at frame %d: %v after %v", i+1, times[i], times[i-1])
		}
	}
	if len(times) < 100 {
		t.Errorf("%d frames: one bad spot ended the clip", len(times))
	}
}

func TestPacedDropsWhatIsLate(t *testing.T) {
	clip, err := OpenClip(footage(t, 40)) // 2 s at 20 Hz
	if err != nil {
		t.Fatal(err)
	}
	paced := Pace(clip)
	defer paced.Close()
	begin := time.Now()
	var got int
	last := 0
	for {
		frame, err := paced.Next(context.Background())
		if err != nil {
			break
		}
		if ahead := frame.At - time.Since(begin); ahead > 20*time.Millisecond {
			t.Fatalf("frame %d came %v early", frame.Number, ahead)
		}
		if frame.Number <= last || frame.Clock.IsZero() {
			t.Fatalf("frame %d after %d, clock %v", frame.Number, last, frame.Clock)
		}
		last = frame.Number
		got++
		frame.Picture.Close()
		time.Sleep(180 * time.Millisecond) // slower than the clip
	}
	if got+paced.Dropped() != 40 || got > 20 {
		t.Errorf("%d given and %d dropped of 40", got, paced.Dropped())
	}
}

// TestPacedSparesPictures: of 20 Hz every second picture passes while nobody moves,
// those after it keep their number and their time, and the end is the end.
func TestPacedSparesPictures(t *testing.T) {
	clip, err := OpenClip(footage(t, 30))
	if err != nil {
		t.Fatal(err)
	}
	paced := Pace(clip)
	defer paced.Close()
	last, given := 0, 0
	for {
		frame, err := paced.Next(context.Background())
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		frame.Close()
		if want := time.Duration(frame.Number-1) * time.Second / 20; (frame.At - want).Abs() > time.Millisecond {
			t.Errorf("frame %d at %v, want %v", frame.Number, frame.At, want)
		}
		if last > 0 && (frame.Number < last+2 || (frame.Number-last)%2 != 0 && paced.Dropped() == 0) {
			t.Errorf("frame %d after %d", frame.Number, last)
		}
		last = frame.Number
		given++
		paced.Ease(time.Second / 10)
	}
	if spared := 30 - given - paced.Dropped(); spared < 1 || spared > given {
		t.Errorf("%d given, %d dropped, %d spared", given, paced.Dropped(), spared)
	}
}

func TestPacedStopsWaiting(t *testing.T) {
	clip, err := OpenClip(demo + "clip.mp4")
	if err != nil {
		t.Fatal(err)
	}
	paced := Pace(clip)
	defer paced.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	for err = error(nil); err == nil; {
		var frame vision.Frame
		if frame, err = paced.Next(ctx); err == nil {
			frame.Picture.Close()
		}
	}
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("ended with %v", err)
	}
}

func TestPictureCopiesItsColours(t *testing.T) {
	p, err := NewPicture(vision.Size{Width: 2, Height: 1}, []byte{1, 2, 3, 4, 5, 6})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	img := image.NewRGBA(image.Rect(0, 0, 2, 1))
	if err := p.CopyTo(img); err != nil {
		t.Fatal(err)
	}
	if want := []byte{3, 2, 1, 255, 6, 5, 4, 255}; !bytes.Equal(img.Pix, want) {
		t.Errorf("%v, want %v", img.Pix, want)
	}
	if err := p.CopyTo(image.NewRGBA(image.Rect(0, 0, 3, 3))); err == nil {
		t.Error("copied into an image of another size")
	}
	if _, err := NewPicture(vision.Size{Width: 2, Height: 1}, nil); err == nil {
		t.Error("made a picture of nothing")
	}
}
