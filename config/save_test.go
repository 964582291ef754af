package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"nabij/vision/floor"
)

func TestSaveRoomKeepsCommentsAndBackup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "room.yaml")
	if err := os.WriteFile(path, []byte(whole), 0o640); err != nil {
		t.Fatal(err)
	}
	room := wholeRoom()
	room.Name = "Zaal"
	room.Points = append(room.Points[:1:1], room.Points[2:]...)
	room.Points = append(room.Points, floor.Correspondence{Picture: room.Points[0].Picture, Floor: floor.Point{X: 9, Y: 9}})
	room.Zones[0].Outline[0].X = 1.25
	room.Zones = append(room.Zones, floor.Zone{Name: "nieuw", Color: "white", Kind: floor.Ribbon, WidthM: 0.04, Outline: []floor.Point{{X: 0, Y: 0}, {X: 1, Y: 1}}})
	room.Checks = nil
	if err := SaveRoom(path, room); err != nil {
		t.Fatal(err)
	}
	if got, err := LoadRoom(path); err != nil || !reflect.DeepEqual(got, room) {
		t.Errorf("%v\ngot  %+v\nwant %+v", err, got, room)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# our own room", "# the big one", "# by the door", "# under the window", "# the client's own", "device: 0", "[2.00, 1.93]", "name: Zaal"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is lost in\n%s", want, text)
		}
	}
	if backup, err := os.ReadFile(path + ".bak"); err != nil || string(backup) != whole {
		t.Errorf("backup: %v\n%s", err, backup)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v: want it as it was", info.Mode(), err)
	}
}

func TestSaveRoomMakesANewFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "room.yaml")
	if err := SaveRoom(path, wholeRoom()); err != nil {
		t.Fatal(err)
	}
	if got, err := LoadRoom(path); err != nil || !reflect.DeepEqual(got, wholeRoom()) {
		t.Errorf("%v\n%+v", err, got)
	}
	text, _ := os.ReadFile(path)
	if !strings.Contains(string(text), "- {picture: [100.2, 300.5], floor: [0.5, 2]}") {
		t.Errorf("points are not one line each:\n%s", text)
	}
}

func TestSaveRoomLeavesAnUnchangedFileAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "room.yaml")
	if err := os.WriteFile(path, []byte(whole), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := SaveRoom(path, wholeRoom()); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(path); string(text) != whole {
		t.Errorf("changed:\n%s", text)
	}
	if _, err := os.Stat(path + ".bak"); err == nil {
		t.Error("a backup of nothing")
	}
}

func TestSaveRoomRefuses(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "room.yaml")
	bad := wholeRoom()
	bad.Zones[1].Name = "a;b"
	if err := SaveRoom(path, bad); err == nil || !strings.Contains(err.Error(), "zones[1].name") {
		t.Errorf("a wrong room: %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := os.WriteFile(path, []byte("my notes"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := SaveRoom(path, wholeRoom()); err == nil {
		t.Error("a file that is no room file was replaced")
	}
	if text, _ := os.ReadFile(path); string(text) != "my notes" {
		t.Errorf("now holds %q", text)
	}
	if err := SaveRoom(filepath.Join(dir, "none", "room.yaml"), wholeRoom()); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("no folder: %v", err)
	}
}

func TestSettingsRoundTrip(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nabij", "settings.yaml")
	if s := LoadSettings(path); !reflect.DeepEqual(s, Settings{}) {
		t.Errorf("settings from nowhere: %+v", s)
	}
	want := Settings{Room: "a/room.yaml", Language: "nl", Practice: "De Kade"}
	if err := want.Save(path); err != nil {
		t.Fatal(err)
	}
	if got := LoadSettings(path); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestDataDirFollowsXDG(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", filepath.Join(string(filepath.Separator), "data"))
	if dir, err := DataDir(); err != nil || dir != filepath.Join(string(filepath.Separator), "data", "nabij") {
		t.Errorf("%q, %v", dir, err)
	}
}
