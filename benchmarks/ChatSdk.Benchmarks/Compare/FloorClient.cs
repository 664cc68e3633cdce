using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ChatSdk.Benchmarks.Compare;

/// <summary>
/// A client whose cost is a lower bound for the cost of any client. Floor A reads the answer and discards it. Floor B also tokenizes the
/// JSON of the answer, or of every event in a stream, without using the tokens.
/// </summary>
internal sealed class FloorClient(Uri server, bool tokenizes) : IBenchmarkedClient
{
    private readonly HttpClient _http = new() { BaseAddress = server };

    public string Name => tokenizes ? "floor B" : "floor A";

    public async Task RunAsync(Workload workload)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "key");
        request.Content = new StringContent(
            $$"""{"model":"{{workload.Name}}","messages":[{"role":"system","content":"{{Prompts.System}}"},{"role":"user","content":"{{Prompts.User}}"}],"stream":{{(workload.IsStream ? "true" : "false")}}}""",
            Encoding.UTF8,
            "application/json");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        var (bytes, objects) = await ReadAsync(body, workload.IsStream);

        // The last event of a stream is [DONE], which is not a JSON object.
        if (bytes != workload.BodyBytes || (tokenizes && objects != (workload.IsStream ? workload.Events.Length - 1 : 1)))
        {
            throw new InvalidOperationException($"{Name} did not read the workload {workload.Name} as expected: it received {bytes} of {workload.BodyBytes} bytes, and {objects} JSON objects.");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<(long Bytes, int Objects)> ReadAsync(Stream body, bool isStream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        var (bytes, objects, buffered) = (0L, 0, 0);
        while (await body.ReadAsync(buffer.AsMemory(buffered)) is > 0 and var read)
        {
            bytes += read;
            buffered += tokenizes ? read : 0;
            if (tokenizes && isStream)
            {
                var used = TokenizeEvents(buffer.AsSpan(0, buffered), ref objects);
                buffer.AsSpan(used, buffered - used).CopyTo(buffer);
                buffered -= used;
            }

            buffer = buffered == buffer.Length ? Grow(buffer) : buffer;
        }

        if (tokenizes && !isStream)
        {
            Tokenize(buffer.AsSpan(0, buffered), ref objects);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return (bytes, objects);
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static int TokenizeEvents(ReadOnlySpan<byte> bytes, ref int objects)
    {
        var used = 0;
        while (bytes[used..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            var line = bytes.Slice(used, length);
            if (line.StartsWith("data: {"u8))
            {
                Tokenize(line["data: ".Length..], ref objects);
            }

            used += length + 1;
        }

        return used;
    }

    private static void Tokenize(ReadOnlySpan<byte> json, ref int objects)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
        }

        objects++;
    }
}
