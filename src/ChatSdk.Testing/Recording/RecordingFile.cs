using System.Text;

namespace ChatSdk.Testing;

/// <summary>The file to which a recording is written.</summary>
internal sealed class RecordingFile : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly FileStream _file;

    private RecordingFile(FileStream file) => _file = file;

    public static async Task<RecordingFile> CreateAsync(string path, CancellationToken cancellationToken)
    {
        // The file has no buffer, because Dispose would flush it, and would throw again after a failed write.
        var file = new RecordingFile(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true));
        try
        {
            await file.WriteAsync([RecordingForm.Start()], cancellationToken).ConfigureAwait(false);
            return file;
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Writes all lines of one exchange in a single operation, so that the lines of concurrent exchanges are not interleaved.</summary>
    public async Task WriteAsync(IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _file.WriteAsync(text, cancellationToken).ConfigureAwait(false);
            await _file.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync().ConfigureAwait(false);
        _turn.Dispose();
    }
}
