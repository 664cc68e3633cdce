namespace ChatSdk;

public abstract partial class ChatException
{
    /// <summary>Gets the tool run up to the failure, so that it can be resumed; <see langword="null"/> if the call was not a tool run.</summary>
    public ChatToolRun? ToolRun { get; internal set; }
}
