// Command listeners joins a call with many people at once, who take all that is sent and look at none of it.
//
// It reads one JSON object from standard input, tells on standard output when everybody has got media from every track,
// and stays in the call until its input is closed.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"sync"
	"time"

	lksdk "github.com/livekit/server-sdk-go/v2"
	"github.com/pion/webrtc/v4"
	"golang.org/x/sync/errgroup"
)

const patience = 60 * time.Second

// crowd is who is to come, and where.
type crowd struct {
	Parta    string   `json:"parta"`    // Parta's own address
	Media    string   `json:"media"`    // the media server's
	Call     string   `json:"call"`     // the call's id
	Sessions []string `json:"sessions"` // tokens of signed-in people, one each
	Tracks   int      `json:"tracks"`   // how many tracks each of them is to get
}

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "listeners:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	log.SetOutput(io.Discard) // what the library tells of every step
	orders := json.NewDecoder(in)
	var who crowd
	if err := orders.Decode(&who); err != nil {
		return fmt.Errorf("reading who is to come: %w", err)
	}
	rooms := make([]*lksdk.Room, len(who.Sessions))
	defer func() {
		for _, room := range rooms {
			if room != nil {
				room.Disconnect()
			}
		}
	}()
	began := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	everybody, ctx := errgroup.WithContext(ctx)
	for number, session := range who.Sessions {
		everybody.Go(func() (err error) {
			rooms[number], err = listen(ctx, who, session, number)
			return err
		})
	}
	if err := everybody.Wait(); err != nil {
		return err
	}
	heard := map[string]any{"listeners": len(rooms), "seconds": time.Since(began).Seconds()}
	if err := json.NewEncoder(out).Encode(heard); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, in)
	return err
}

// listen joins as one person, and returns once media of every track has arrived.
func listen(ctx context.Context, who crowd, session string, number int) (*lksdk.Room, error) {
	token, err := join(ctx, who, session, number)
	if err != nil {
		return nil, fmt.Errorf("person %d: %w", number, err)
	}
	arrived := make(chan struct{}, who.Tracks)
	callbacks := lksdk.NewRoomCallback()
	callbacks.OnTrackSubscribed = func(track *webrtc.TrackRemote, _ *lksdk.RemoteTrackPublication, _ *lksdk.RemoteParticipant) {
		go take(track, arrived)
	}
	room, err := lksdk.ConnectToRoomWithToken(who.Media, token, callbacks)
	if err != nil {
		return nil, fmt.Errorf("person %d connects: %w", number, err)
	}
	for range who.Tracks {
		select {
		case <-arrived:
		case <-ctx.Done():
			return room, fmt.Errorf("person %d waits for media: %w", number, ctx.Err())
		}
	}
	return room, nil
}

// take reads a track to its end, and tells when its first packet has come.
func take(track *webrtc.TrackRemote, arrived chan<- struct{}) {
	packet := make([]byte, 2048)
	var once sync.Once
	for {
		if _, _, err := track.Read(packet); err != nil {
			return
		}
		once.Do(func() { arrived <- struct{}{} })
	}
}

// join asks Parta to be let into the call, and returns the token for the media.
func join(ctx context.Context, who crowd, session string, number int) (string, error) {
	body := fmt.Appendf(nil, `{"device": "listener-%d"}`, number)
	address := fmt.Sprintf("%s/api/calls/%s/join", who.Parta, who.Call)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/json")
	request.AddCookie(&http.Cookie{Name: "parta_profile", Value: session})
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		told, _ := io.ReadAll(io.LimitReader(answer.Body, 1024))
		return "", fmt.Errorf("joining answered %d: %s", answer.StatusCode, told)
	}
	var joined struct {
		Token string `json:"token"`
	}
	return joined.Token, json.NewDecoder(answer.Body).Decode(&joined)
}
