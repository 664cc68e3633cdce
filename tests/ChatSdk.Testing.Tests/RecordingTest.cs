namespace ChatSdk.Testing.Tests;

/// <summary>A fake server that is recorded (<see cref="ClientTest.Server"/>), and the file of the recording.</summary>
public abstract class RecordingTest : ClientTest
{
    private string _folder = "";

    protected string RecordingPath => Path.Combine(_folder, "recording.jsonl");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("chatsdk-recording-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    protected async Task<FakeChatServer> RecordAsync(string query = "") =>
        Keep(await FakeChatServer.StartRecordingAsync(Server.BaseAddress + query, RecordingPath, Guard));

    protected async Task<FakeChatServer> ReplayAsync(double timeScale = 0) =>
        Keep(await FakeChatServer.StartReplayAsync(RecordingPath, timeScale, Guard));

    /// <summary>Records what this does, and gives what it gives when it is done against the recording.</summary>
    protected async Task<(T Recorded, T Replayed)> DoTwiceAsync<T>(Func<FakeChatServer, Task<T>> act)
    {
        T recorded;
        await using (var recorder = await FakeChatServer.StartRecordingAsync(Server.BaseAddress, RecordingPath, Guard))
        {
            recorded = await act(recorder);
        }

        return (recorded, await act(await ReplayAsync()));
    }

    protected Task<string> ReadFileAsync() => File.ReadAllTextAsync(RecordingPath, Guard);
}
