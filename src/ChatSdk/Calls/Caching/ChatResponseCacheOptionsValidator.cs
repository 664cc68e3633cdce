using Microsoft.Extensions.Options;

namespace ChatSdk;

/// <summary>Validates the options of <c>AddResponseCache</c>.</summary>
internal sealed class ChatResponseCacheOptionsValidator : IValidateOptions<ChatResponseCacheOptions>
{
    public ValidateOptionsResult Validate(string? name, ChatResponseCacheOptions options)
    {
        var prefix = string.IsNullOrEmpty(name) ? "AddResponseCache" : $"ChatClient '{name}', AddResponseCache";
        string?[] failures =
        [
            options.Lifetime > TimeSpan.Zero ? null : $"{prefix}: Lifetime must be positive.",
            options.KeyPrefix is not null ? null : $"{prefix}: KeyPrefix must not be null.",
            options.MaxAnswerBytes > 0 ? null : $"{prefix}: MaxAnswerBytes must be positive.",
            options.MaxWait > TimeSpan.Zero && options.MaxWait <= TimeSpan.FromDays(1) ? null : $"{prefix}: MaxWait must be positive and at most a day.",
        ];
        List<string> found = [.. failures.OfType<string>()];
        return found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }
}
