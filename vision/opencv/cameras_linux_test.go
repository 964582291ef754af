package opencv

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nabij/vision"
	"nabij/vision/camera"
)

// fakeSystem lays out cameras as the kernel does, with nodes that are
// ordinary files.
func fakeSystem(t *testing.T, nodes map[string][2]string) {
	t.Helper()
	oldClass, oldDevice := classFolder, deviceFolder
	t.Cleanup(func() { classFolder, deviceFolder = oldClass, oldDevice })
	classFolder, deviceFolder = t.TempDir(), t.TempDir()
	for node, nameIndex := range nodes {
		folder := filepath.Join(classFolder, node)
		for path, text := range map[string]string{
			filepath.Join(folder, "name"):     nameIndex[0] + "\n",
			filepath.Join(folder, "index"):    nameIndex[1] + "\n",
			filepath.Join(deviceFolder, node): "",
		} {
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestCamerasByTheSystemsNames(t *testing.T) {
	fakeSystem(t, map[string][2]string{
		"video10":    {"Second: Camera", "0"},
		"video2":     {"HD Webcam", "0"},
		"video3":     {"HD Webcam", "1"}, // its metadata
		"v4l-subdev": {"sensor", "0"},
	})
	known, err := Cameras()
	if err != nil {
		t.Fatal(err)
	}
	want := []camera.Info{
		{Name: "HD Webcam", Number: 2, Path: filepath.Join(deviceFolder, "video2")},
		{Name: "Second: Camera", Number: 10, Path: filepath.Join(deviceFolder, "video10")},
	}
	if len(known) != 2 || known[0] != want[0] || known[1] != want[1] {
		t.Errorf("%v, want %v", known, want)
	}
}

// TestACameraIsKnownAgain lays out a USB camera's folder as the kernel does.
func TestACameraIsKnownAgain(t *testing.T) {
	fakeSystem(t, map[string][2]string{"video0": {"HD Webcam", "0"}, "video1": {"HD Webcam", "0"}})
	for node, attributes := range map[string]map[string]string{
		"video0": {"idVendor": "046d", "idProduct": "085e", "serial": "A1B2"},
		"video1": {"idVendor": "046d", "idProduct": "085e"},
	} {
		socket := filepath.Join(t.TempDir(), "1-2")
		if err := os.MkdirAll(filepath.Join(socket, "1-2:1.0"), 0o700); err != nil {
			t.Fatal(err)
		}
		for name, text := range attributes {
			if err := os.WriteFile(filepath.Join(socket, name), []byte(text+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Symlink(filepath.Join(socket, "1-2:1.0"), filepath.Join(classFolder, node, "device")); err != nil {
			t.Fatal(err)
		}
	}
	known, err := Cameras()
	if err != nil || len(known) != 2 || known[0].Identity != "046d:085e A1B2" || known[1].Identity != "046d:085e at 1-2" {
		t.Errorf("%v, %v", known, err)
	}
}

func TestOpenCameraRefusesInWords(t *testing.T) {
	fakeSystem(t, map[string][2]string{"video97": {"HD Webcam", "0"}, "video98": {"Gone", "0"}})
	if err := os.Remove(filepath.Join(deviceFolder, "video98")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"":          "no camera was named",
		"41":        `camera "41": there is no such camera`,
		"Brio":      `camera "Brio": there is no such camera`,
		"Gone":      `camera "Gone": it is not connected`,
		"HD Webcam": `camera "HD Webcam": it does not open as a camera`,
		"97":        `camera "HD Webcam": it does not open as a camera`,
	} {
		_, err := OpenCamera(context.Background(), name, vision.Size{Width: 640, Height: 480}, 30)
		if err == nil || !strings.Contains(err.Error(), want) || hint(err) == "" {
			t.Errorf("%q: %v, hint %q; want %q", name, err, hint(err), want)
		}
	}
	if _, err := OpenCamera(context.Background(), "none", vision.Size{}, 0); !strings.Contains(hint(err), "97 (HD Webcam)") {
		t.Errorf("the hint names no camera: %q", hint(err))
	}
}

func TestNoCameraAtAll(t *testing.T) {
	fakeSystem(t, nil)
	classFolder = filepath.Join(classFolder, "none")
	if known, err := Cameras(); err != nil || len(known) != 0 {
		t.Errorf("%v, %v", known, err)
	}
	_, err := OpenCamera(context.Background(), "0", vision.Size{}, 0)
	if err == nil || !strings.Contains(hint(err), "connect a webcam") {
		t.Errorf("%v, hint %q", err, hint(err))
	}
}
