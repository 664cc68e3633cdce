namespace ChatSdk;

public abstract partial class ChatException
{
    /// <summary>Gets the tool run up to the failure; <see langword="null"/> if the call was not a tool run. To resume the run, start a new one whose request contains its <see cref="ChatToolRun.Messages"/>.</summary>
    public ChatToolRun? ToolRun { get; internal set; }
}
