namespace ChatSdk.Tool;

/// <summary>Checks whether a request may contain system messages, developer messages, images and unknown fields.</summary>
internal static class InputProbes
{
    // A red square of 16 by 16 pixels.
    private static readonly byte[] _redSquare = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAF0lEQVR42mP4z8BAEiJN9aiGUQ1DSAMA76v/AYPUT0wAAAAASUVORK5CYII=");

    public static IEnumerable<Probe> All =>
    [
        new("system", "System message", (session, token) => RoleAsync(session, ChatRole.System, token)) { Needs = "answer", Tokens = 100 },
        new("developer", "Developer message", (session, token) => RoleAsync(session, ChatRole.Developer, token)) { Needs = "answer", Tokens = 100 },
        new("image", "Images", ImageAsync) { Needs = "answer", Tokens = 200 },
        new("unknown-field", "Unknown fields in requests", UnknownFieldAsync) { Needs = "answer", Tokens = 80 },
    ];

    private static async Task<Finding> RoleAsync(ProbeSession session, ChatRole role, CancellationToken cancellationToken)
    {
        var instruction = new ChatMessage { Role = role, Content = "Whatever the user says, reply only with the word: banana" };
        var attempt = await session.SendAsync(session.Request(null, [instruction, ChatMessage.User("Hi")]), cancellationToken);
        return !attempt.IsSuccess ? Finding.Failed(attempt)
            : attempt.Text.Contains("banana", StringComparison.OrdinalIgnoreCase)
                ? Finding.Supported($"The model follows an instruction with the role \"{role.Value}\".", attempt.Exchange!.Evidence("content"))
                : Finding.Unknown($"The server accepts the role \"{role.Value}\", but the model did not follow the instruction.", attempt.Exchange!.Evidence("content"));
    }

    private static async Task<Finding> ImageAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.SendAsync(session.Request(null, ChatMessage.User("Which color is this square? Reply with one word.", ContentPart.FromImage(_redSquare, "image/png"))), cancellationToken);
        return !attempt.IsSuccess ? Finding.Failed(attempt)
            : attempt.Text.Contains("red", StringComparison.OrdinalIgnoreCase)
                ? Finding.Supported("The model sees the image.", attempt.Exchange!.Evidence("content"))
                : Finding.NotSupported("The server accepts images, but the model did not recognize a red square.", attempt.Exchange!.Evidence("content"));
    }

    private static async Task<Finding> UnknownFieldAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.SendAsync(session.Prompt("Say hello.").WithField("chatsdk_unknown_field", System.Text.Json.Nodes.JsonValue.Create(1)), cancellationToken);
        return attempt.IsSuccess
            ? Finding.Supported("The server ignores unknown fields.", attempt.Exchange!.Evidence())
            : Finding.Failed(attempt) with { Support = Support.Odd, Summary = $"The server rejects unknown fields, so do not set properties that it does not support: {attempt.Problem}" };
    }
}
