// Command listeners joins a call with many people at once, who receive all media and decode none of it.
//
// It reads one JSON object from standard input, reports on standard output when everybody has received media of every
// track, and stays in the call until its input is closed.
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

const timeout = 60 * time.Second

// request is the call to join, and the people who join it.
type request struct {
	Parta    string   `json:"parta"`    // the URL of Parta
	Media    string   `json:"media"`    // the URL of the media server
	Call     string   `json:"call"`     // the call's id
	Sessions []string `json:"sessions"` // session tokens, one for each person
	Tracks   int      `json:"tracks"`   // how many tracks each of them receives
}

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "listeners:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	log.SetOutput(io.Discard) // the library logs every step
	var joining request
	if err := json.NewDecoder(in).Decode(&joining); err != nil {
		return fmt.Errorf("reading the request: %w", err)
	}
	rooms := make([]*lksdk.Room, len(joining.Sessions))
	defer func() {
		for _, room := range rooms {
			if room != nil {
				room.Disconnect()
			}
		}
	}()
	started := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	group, ctx := errgroup.WithContext(ctx)
	for number, session := range joining.Sessions {
		group.Go(func() (err error) {
			rooms[number], err = listen(ctx, joining, session, number)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	report := map[string]any{"listeners": len(rooms), "seconds": time.Since(started).Seconds()}
	if err := json.NewEncoder(out).Encode(report); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, in)
	return err
}

// listen joins as one person, and returns when media of every track has arrived.
func listen(ctx context.Context, joining request, session string, number int) (*lksdk.Room, error) {
	token, err := join(ctx, joining, session, number)
	if err != nil {
		return nil, fmt.Errorf("person %d: %w", number, err)
	}
	arrived := make(chan struct{}, joining.Tracks)
	callbacks := lksdk.NewRoomCallback()
	callbacks.OnTrackSubscribed = func(track *webrtc.TrackRemote, _ *lksdk.RemoteTrackPublication, _ *lksdk.RemoteParticipant) {
		go receive(track, arrived)
	}
	room, err := lksdk.ConnectToRoomWithToken(joining.Media, token, callbacks)
	if err != nil {
		return nil, fmt.Errorf("person %d connects: %w", number, err)
	}
	for range joining.Tracks {
		select {
		case <-arrived:
		case <-ctx.Done():
			return room, fmt.Errorf("person %d waits for media: %w", number, ctx.Err())
		}
	}
	return room, nil
}

// receive reads a track to its end, and signals the arrival of its first packet.
func receive(track *webrtc.TrackRemote, arrived chan<- struct{}) {
	packet := make([]byte, 2048)
	var once sync.Once
	for {
		if _, _, err := track.Read(packet); err != nil {
			return
		}
		once.Do(func() { arrived <- struct{}{} })
	}
}

// join joins the call at Parta, and returns the token for the media server.
func join(ctx context.Context, joining request, session string, number int) (string, error) {
	body := fmt.Appendf(nil, `{"device": "listener-%d"}`, number)
	address := fmt.Sprintf("%s/api/calls/%s/join", joining.Parta, joining.Call)
	post, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	post.Header.Set("Content-Type", "application/json")
	post.AddCookie(&http.Cookie{Name: "parta_profile", Value: session})
	response, err := http.DefaultClient.Do(post)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		message, _ := io.ReadAll(io.LimitReader(response.Body, 1024))
		return "", fmt.Errorf("joining returned %d: %s", response.StatusCode, message)
	}
	var joined struct {
		Token string `json:"token"`
	}
	return joined.Token, json.NewDecoder(response.Body).Decode(&joined)
}
